package dev.espquant.calibrator;

import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.ClipBounds;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import java.util.HashSet;
import java.util.Set;

/** Finds the values of a graph that hold nothing negative, whatever is fed: what a Relu lets through, and what becomes of it. */
final class NonNegativeValues {
    private static final ImmutableSet<String> SOURCES =
            ImmutableSet.of("Relu", "Sigmoid", "Softmax", "HardSigmoid", "Abs");
    private static final ImmutableSet<String> CARRIERS = ImmutableSet.of(
            "MaxPool",
            "AveragePool",
            "GlobalMaxPool",
            "GlobalAveragePool",
            "Add",
            "Concat",
            "Reshape",
            "Flatten",
            "Squeeze",
            "Unsqueeze",
            "Transpose",
            "Identity",
            "Slice");

    private final Graph graph;
    private final Set<String> found = new HashSet<>();

    private NonNegativeValues(Graph graph) {
        this.graph = graph;
    }

    static ImmutableSet<String> of(Graph graph) {
        NonNegativeValues values = new NonNegativeValues(graph);
        graph.nodes().forEach(values::visit);
        return ImmutableSet.copyOf(values.found);
    }

    private void visit(Node node) {
        if (node.domain().isEmpty() && (SOURCES.contains(node.opType()) || clipsAtZero(node) || carries(node))) {
            found.add(node.output());
        }
    }

    private boolean clipsAtZero(Node node) {
        return node.is("Clip")
                && ClipBounds.of(node, graph::initializer)
                        .filter(bounds -> bounds.min() >= 0)
                        .isPresent();
    }

    /** Whether an operator does nothing but choose, join, add or average elements of such values; other inputs are shapes and positions. */
    private boolean carries(Node node) {
        if (!CARRIERS.contains(node.opType())) {
            return false;
        }
        boolean readsAll = node.is("Add") || node.is("Concat");
        return readsAll
                ? found.containsAll(node.inputs())
                : node.input(0).filter(found::contains).isPresent();
    }
}
