package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes constants that neither a node nor a subgraph reads and that are no graph output.
 *
 * <pre>
 * w, v; x, w -> Conv        becomes        w; x, w -> Conv
 * </pre>
 */
@AutoService(GraphPass.class)
public final class EliminateUnusedInitializer implements GraphPass {
    @Override
    public String name() {
        return "eliminate_unused_initializer";
    }

    @Override
    public String summary() {
        return "removes constants that nothing reads";
    }

    @Override
    public Phase phase() {
        return Phase.ELIMINATE;
    }

    @Override
    public Graph apply(Graph graph, PassContext context) {
        Set<String> outputs = graph.outputs().stream().map(ValueInfo::name).collect(Collectors.toSet());
        ImmutableMap.Builder<String, Tensor> used = ImmutableMap.builder();
        boolean changed = false;
        for (var entry : graph.initializers().entrySet()) {
            context.step();
            if (graph.consumers(entry.getKey()).isEmpty() && !outputs.contains(entry.getKey())) {
                context.fired(entry.getKey());
                changed = true;
            } else {
                used.put(entry);
            }
        }
        return changed ? graph.toBuilder().initializers(used.buildOrThrow()).build() : graph;
    }
}
