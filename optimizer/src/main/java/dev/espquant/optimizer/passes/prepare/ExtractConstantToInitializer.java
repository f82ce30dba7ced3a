package dev.espquant.optimizer.passes.prepare;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.ConstantNodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes Constant nodes initializers of the same name, so that every pass and tool finds weights in one place.
 *
 * <pre>
 * Constant -> w; x, w -> Conv        becomes        initializer w; x, w -> Conv
 * </pre>
 *
 * A Constant that is a graph output stays, and so does one of a sparse tensor.
 */
@AutoService(GraphPass.class)
public final class ExtractConstantToInitializer implements GraphPass {
    @Override
    public String name() {
        return "extract_constant_to_initializer";
    }

    @Override
    public String summary() {
        return "makes Constant nodes initializers";
    }

    @Override
    public Phase phase() {
        return Phase.PREPARE;
    }

    @Override
    public Graph apply(Graph graph, PassContext context) {
        Set<String> outputs = graph.outputs().stream().map(ValueInfo::name).collect(Collectors.toSet());
        Graph.Builder result = graph.toBuilder();
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            context.step();
            Optional<Tensor> tensor = ConstantNodes.tensor(node);
            if (tensor.isPresent() && !outputs.contains(node.output())) {
                result.initializer(node.output(), tensor.get());
                context.fired(node.output());
            } else {
                nodes.add(node);
            }
        }
        if (nodes.size() == graph.nodes().size()) {
            return graph;
        }
        Map<String, ValueInfo> infos = new LinkedHashMap<>(graph.valueInfos());
        context.firings().forEach(infos::remove);
        return result.nodes(nodes).valueInfos(infos).build();
    }
}
