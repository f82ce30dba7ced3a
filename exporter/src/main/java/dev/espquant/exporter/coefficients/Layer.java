package dev.espquant.exporter.coefficients;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A node as ESP-DL 1.x runs it: together with the activation that reads its result.
 *
 * @param node what computes
 * @param activation the activation that the chip applies in the same step
 */
public record Layer(Node node, Optional<Node> activation) {
    private static final ImmutableSet<String> ACTIVATIONS = ImmutableSet.of("Relu", "LeakyRelu", "PRelu");
    private static final ImmutableSet<String> WITH_FILTER =
            ImmutableSet.of("Conv", "Gemm", "MatMul", "BatchNormalization");

    /**
     * The layers of a graph, in its order. As in Espressif's tool, the first activation that reads a node's result belongs to that node's
     * layer, whoever else reads the result; both values have one exponent.
     */
    public static ImmutableList<Layer> of(Graph graph) {
        Set<String> absorbed = new HashSet<>();
        ImmutableList.Builder<Layer> layers = ImmutableList.builder();
        for (Node node : graph.nodes()) {
            if (!absorbed.contains(node.output())) {
                Optional<Node> activation = isActivation(node) ? Optional.empty() : activationOf(graph, node);
                activation.ifPresent(reader -> absorbed.add(reader.output()));
                layers.add(new Layer(node, activation));
            }
        }
        return layers.build();
    }

    private static Optional<Node> activationOf(Graph graph, Node node) {
        return graph.consumers(node.output()).stream()
                .filter(reader -> isActivation(reader) && reader.inputs().get(0).equals(node.output()))
                .findFirst();
    }

    /** Whether a node is an activation that ESP-DL 1.x can apply inside another layer. */
    public static boolean isActivation(Node node) {
        return node.domain().isEmpty() && ACTIVATIONS.contains(node.opType());
    }

    /** Whether the layer multiplies with a filter, and so has coefficients of its own. */
    public boolean hasFilter() {
        return node.domain().isEmpty() && WITH_FILTER.contains(node.opType());
    }

    /** The value that the layer puts out. */
    public String output() {
        return activation.orElse(node).output();
    }

    /** Whose name the layer's constants bear: the node's own if it has a filter, else the activation's. */
    public String constantsName() {
        return hasFilter() ? node.name() : activation.orElse(node).name();
    }
}
