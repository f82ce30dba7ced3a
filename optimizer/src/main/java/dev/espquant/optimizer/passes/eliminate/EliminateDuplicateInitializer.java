package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphNames;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps one of several constants of equal type, sizes and elements: the first.
 *
 * <pre>
 * x, w1 -> Conv; y, w2 -> Conv        becomes        x, w1 -> Conv; y, w1 -> Conv
 * </pre>
 *
 * Biases of layers stay apart even if they are equal: the exponent of a quantized bias follows from its layer, and a quantization table has
 * one entry per name. So do graph outputs, and what subgraphs read.
 */
@AutoService(GraphPass.class)
public final class EliminateDuplicateInitializer implements GraphPass {
    private static final ImmutableSet<String> LAYERS = ImmutableSet.of("Conv", "ConvTranspose", "Gemm");

    @Override
    public String name() {
        return "eliminate_duplicate_initializer";
    }

    @Override
    public String summary() {
        return "keeps one of several equal constants";
    }

    @Override
    public Phase phase() {
        return Phase.ELIMINATE;
    }

    @Override
    public Graph apply(Graph graph, PassContext context) {
        Map<String, String> duplicates = duplicates(graph);
        if (duplicates.isEmpty()) {
            return graph;
        }
        duplicates.keySet().forEach(context::fired);
        Map<String, Tensor> kept = new LinkedHashMap<>(graph.initializers());
        kept.keySet().removeAll(duplicates.keySet());
        ImmutableList.Builder<Node> nodes = ImmutableList.builder();
        for (Node node : graph.nodes()) {
            context.step();
            nodes.add(replaceInputs(node, duplicates));
        }
        return graph.toBuilder().initializers(kept).nodes(nodes.build()).build();
    }

    private static Map<String, String> duplicates(Graph graph) {
        Set<String> apart = keptApart(graph);
        Map<Tensor, String> first = new HashMap<>();
        Map<String, String> duplicates = new LinkedHashMap<>();
        graph.initializers().forEach((name, tensor) -> {
            if (!apart.contains(name)) {
                String same = first.putIfAbsent(tensor, name);
                if (same != null) {
                    duplicates.put(name, same);
                }
            }
        });
        return duplicates;
    }

    private static Set<String> keptApart(Graph graph) {
        Set<String> names = new HashSet<>();
        graph.outputs().forEach(o -> names.add(o.name()));
        for (Node node : graph.nodes()) {
            names.addAll(GraphNames.insideSubgraphs(node));
            if (node.domain().isEmpty() && LAYERS.contains(node.opType())) {
                node.input(2).ifPresent(names::add);
            }
        }
        return names;
    }

    private static Node replaceInputs(Node node, Map<String, String> names) {
        if (node.inputs().stream().noneMatch(names::containsKey)) {
            return node;
        }
        List<String> inputs =
                node.inputs().stream().map(n -> names.getOrDefault(n, n)).toList();
        return node.withInputs(inputs);
    }
}
