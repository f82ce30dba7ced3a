package dev.espquant.evaluator.onnxruntime;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions.Optimization;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Makes the values of a model cheap to look at. ONNX Runtime computes convolutions and what surrounds them on blocks of 8 or 16 channels. To
 * bring such a value into the order of the model costs as much as a layer; to bring it into the order channels last costs a plain copy, and the
 * largest element of a channel can be had in blocks, without any copy.
 *
 * @param model the model with the nodes added
 * @param values by name of a value: the name of the output that holds its elements, in any order within a sample
 * @param maxima by name of a value: the name of the output that holds the maximum of every channel of every sample
 */
record Taps(Model model, ImmutableMap<String, String> values, ImmutableMap<String, String> maxima) {
    /** The operators that work on blocks of channels. */
    private static final ImmutableSet<String> BLOCKED = ImmutableSet.of(
            "Conv", "Relu", "Clip", "Add", "Mul", "MaxPool", "AveragePool", "Concat", "Sigmoid", "Tanh");

    private static final int PICTURE_RANK = 4;

    static Taps of(Model model, Collection<String> values, Collection<String> maxima, Optimization optimization) {
        return new Builder(model, optimization).build(values, maxima);
    }

    /** Whether a maximum can be taken in the graph: of pictures, channels first. */
    static boolean canTakeMaximum(Graph graph, String value) {
        return rank(graph, value).equals(OptionalInt.of(PICTURE_RANK));
    }

    private static OptionalInt rank(Graph graph, String value) {
        return graph.shape(value).map(Shape::rank).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static final class Builder {
        private final Model model;
        private final Graph graph;
        private final Optimization optimization;
        private final List<Node> nodes;
        private final Set<String> names;

        Builder(Model model, Optimization optimization) {
            this.model = model;
            this.graph = model.graph();
            this.optimization = optimization;
            this.nodes = new ArrayList<>(graph.nodes());
            this.names = new HashSet<>(graph.valueNames());
        }

        Taps build(Collection<String> values, Collection<String> maxima) {
            ImmutableMap.Builder<String, String> valueTaps = ImmutableMap.builder();
            values.forEach(value -> valueTaps.put(value, isBlocked(value) ? channelsLast(value) : value));
            ImmutableMap.Builder<String, String> maximumTaps = ImmutableMap.builder();
            maxima.forEach(value -> maximumTaps.put(value, maximum(value)));
            return new Taps(
                    model.withGraph(graph.withNodes(nodes)), valueTaps.buildOrThrow(), maximumTaps.buildOrThrow());
        }

        private boolean isBlocked(String value) {
            return optimization == Optimization.ALL
                    && rank(graph, value).equals(OptionalInt.of(PICTURE_RANK))
                    && graph.producer(value)
                            .filter(node -> BLOCKED.contains(node.opType()))
                            .isPresent();
        }

        private String channelsLast(String value) {
            String name = fresh(value + "/channels_last");
            nodes.add(Node.of(name, "Transpose", List.of(value), List.of(name))
                    .withAttribute("perm", Attribute.ofInts(0, 2, 3, 1)));
            return name;
        }

        private String maximum(String value) {
            String name = fresh(value + "/maximum");
            nodes.add(Node.of(name, "GlobalMaxPool", List.of(value), List.of(name)));
            return name;
        }

        private String fresh(String wanted) {
            String name = wanted;
            while (!names.add(name)) {
                name += "_";
            }
            return name;
        }
    }
}
