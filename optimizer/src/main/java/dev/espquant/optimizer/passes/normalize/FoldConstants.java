package dev.espquant.optimizer.passes.normalize;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.ValueInfo;
import dev.espquant.optimizer.GraphNames;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.RandomOperators;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes what is the same in every run.
 *
 * <pre>
 * x [N,3,8,8] -> Shape -> Gather 1 -> s; x, s -> Op        becomes        x, initializer s = 3 -> Op
 * c -> Unsqueeze -> d; x, d -> Mul        becomes        x, initializer d -> Mul
 * </pre>
 *
 * Sizes count as constants where inference knows them. Every operator of {@link dev.espquant.optimizer.constants.ConstantOperators} is computed here,
 * any other one by {@link PassContext#evaluator()}, if it knows it; none that draws random numbers. Results larger than
 * {@link PassContext#maxConstantBytes()} are left to the run, and so are graph outputs, which need a node.
 */
@AutoService(GraphPass.class)
public final class FoldConstants implements GraphPass {
    @Override
    public String name() {
        return "fold_constants";
    }

    @Override
    public String summary() {
        return "computes what is the same in every run";
    }

    @Override
    public Phase phase() {
        return Phase.NORMALIZE;
    }

    @Override
    public Graph apply(Graph graph, PassContext context) {
        if (graph.nodes().stream().noneMatch(node -> mayFold(graph, node))) {
            return graph;
        }
        Graph inferred = context.infer(graph).graph();
        Folding folding = new Folding(graph, inferred, context.knownValues(inferred), context);
        List<Node> kept = new ArrayList<>();
        for (Node node : graph.nodes()) {
            context.step();
            if (isFoldable(graph, node) && folding.fold(node)) {
                context.fired(node.name());
            } else {
                kept.add(node);
            }
        }
        if (kept.size() == graph.nodes().size()) {
            return graph;
        }
        Map<String, ValueInfo> infos = new LinkedHashMap<>(graph.valueInfos());
        infos.keySet().removeAll(folding.constants().keySet());
        return graph.toBuilder()
                .initializers(folding.constants())
                .nodes(kept)
                .valueInfos(infos)
                .build();
    }

    /** Whether a node could start a fold: it asks for sizes, or has nothing but constants; keeps other graphs from being inferred again. */
    private static boolean mayFold(Graph graph, Node node) {
        return (node.is("Shape") || node.is("Size") || readsConstantsOnly(graph, node)) && isFoldable(graph, node);
    }

    private static boolean readsConstantsOnly(Graph graph, Node node) {
        for (String input : node.inputs()) {
            if (!input.isEmpty() && !graph.initializers().containsKey(input)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFoldable(Graph graph, Node node) {
        return node.domain().isEmpty()
                && !node.is("Constant")
                && !RandomOperators.contain(node)
                && GraphNames.insideSubgraphs(node).isEmpty()
                && node.outputs().stream().noneMatch(o -> o.isEmpty() || graph.isOutput(o));
    }
}
