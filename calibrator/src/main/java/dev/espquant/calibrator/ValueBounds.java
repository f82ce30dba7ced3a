package dev.espquant.calibrator;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.WeightedLayer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Proves that no value of a graph overflowed, without looking at it: from the ranges that were measured follows, operator by operator, how
 * large a result can be at most. For a layer that is the largest input times the sum of the magnitudes of a channel's weights, plus the
 * largest bias. Where the bounds stay below the largest float there is neither infinity nor NaN, and values need not be copied out only to make
 * sure.
 */
final class ValueBounds {
    /** Room for what float32 rounds up on the way. */
    private static final double LARGEST = Float.MAX_VALUE / 16;

    /** Operators whose results are no larger than the largest of their inputs, constants included. */
    private static final ImmutableSet<String> NO_LARGER = ImmutableSet.of(
            "Relu",
            "Clip",
            "Pad",
            "MaxPool",
            "AveragePool",
            "GlobalMaxPool",
            "GlobalAveragePool",
            "ReduceMean",
            "Concat",
            "Reshape",
            "Flatten",
            "Squeeze",
            "Unsqueeze",
            "Transpose",
            "Slice",
            "Expand",
            "Identity",
            "Abs",
            "Neg",
            "Max",
            "Min");

    /** Operators whose results lie between -1 and 1. */
    private static final ImmutableSet<String> UP_TO_ONE = ImmutableSet.of("Sigmoid", "Tanh", "Softmax", "HardSigmoid");

    /** How much larger than its input a layer's result may be, and what is added to that. */
    private record Gain(double factor, double bias) {}

    private final Graph graph;
    private final Map<String, Gain> gains = new HashMap<>();
    private final Map<String, Double> bounds = new HashMap<>();

    ValueBounds(Graph graph) {
        this.graph = graph;
    }

    /**
     * Whether {@link #prove} could succeed, going by the operators: with ranges that are not too large.
     *
     * @param seen names of values that will be looked at
     * @param maxima names of values of which the largest element will be known
     */
    boolean canProve(Set<String> seen, Set<String> maxima) {
        return prove(Maps.asMap(seen, v -> ValueRange.EMPTY), Maps.asMap(maxima, v -> ValueRange.EMPTY));
    }

    /**
     * Whether it is certain that every value is finite.
     *
     * @param seen the ranges of values that were looked at and are finite; those of the inputs are among them
     * @param maxima the largest elements of values that hold nothing negative, measured where NaN may have got lost
     */
    boolean prove(Map<String, ValueRange> seen, Map<String, ValueRange> maxima) {
        bounds.clear();
        seen.forEach((value, range) -> bounds.put(value, (double) range.maxMagnitude()));
        return graph.nodes().stream().allMatch(node -> visit(node, maxima));
    }

    private boolean visit(Node node, Map<String, ValueRange> maxima) {
        if (bounds.containsKey(node.output())) {
            return true;
        }
        OptionalDouble bound = bound(node);
        if (bound.isEmpty() || !(bound.getAsDouble() < LARGEST)) {
            return false;
        }
        ValueRange measured = maxima.get(node.output());
        bounds.put(node.output(), measured == null ? bound.getAsDouble() : (double) measured.maxMagnitude());
        return true;
    }

    private OptionalDouble bound(Node node) {
        if (!node.domain().isEmpty() || node.outputs().size() != 1) {
            return OptionalDouble.empty();
        }
        if (NO_LARGER.contains(node.opType())) {
            return largestInput(node);
        }
        if (UP_TO_ONE.contains(node.opType())) {
            return OptionalDouble.of(1);
        }
        return switch (node.opType()) {
            case "LeakyRelu" -> scaled(node, Math.max(1, Math.abs(node.floatAttribute("alpha", 0.01f))));
            case "PRelu" -> scaled(node, Math.max(1, input(node, 1).orElse(Double.NaN)));
            case "Add", "Sub" -> combined(node, (a, b) -> a + b);
            case "Mul" -> combined(node, (a, b) -> a * b);
            case "Conv", "Gemm", "MatMul", "BatchNormalization" -> layer(node);
            default -> OptionalDouble.empty();
        };
    }

    private OptionalDouble scaled(Node node, double factor) {
        OptionalDouble input = input(node, 0);
        return input.isEmpty() ? input : OptionalDouble.of(input.getAsDouble() * factor);
    }

    private OptionalDouble largestInput(Node node) {
        double largest = 0;
        for (int i = 0; i < node.inputs().size(); i++) {
            OptionalDouble input = input(node, i);
            if (input.isPresent()) {
                largest = Math.max(largest, input.getAsDouble());
            } else if (i == 0 || node.is("Concat") || node.is("Max") || node.is("Min")) {
                return input;
            }
        }
        return OptionalDouble.of(largest);
    }

    private interface Combination {
        double of(double a, double b);
    }

    private OptionalDouble combined(Node node, Combination combination) {
        OptionalDouble a = input(node, 0);
        OptionalDouble b = input(node, 1);
        return a.isEmpty() || b.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(combination.of(a.getAsDouble(), b.getAsDouble()));
    }

    private OptionalDouble layer(Node node) {
        OptionalDouble input = input(node, 0);
        if (input.isEmpty()) {
            return input;
        }
        Gain gain = gains.get(node.output());
        if (gain == null) {
            Optional<WeightedLayer> layer = WeightedLayer.of(graph, node);
            if (layer.isEmpty()) {
                return OptionalDouble.empty();
            }
            gain = gain(layer.get());
            gains.put(node.output(), gain);
        }
        return OptionalDouble.of(gain.factor() * input.getAsDouble() + gain.bias());
    }

    private static Gain gain(WeightedLayer layer) {
        long[] sizes = layer.weights().sizes();
        int inner = 1;
        for (int axis = layer.channelAxis() + 1; axis < sizes.length; axis++) {
            inner *= (int) sizes[axis];
        }
        double[] sums = new double[layer.outputChannels()];
        float[] weights = layer.weights().toFloats();
        for (int from = 0, channel = 0; from < weights.length; from += inner, channel = (channel + 1) % sums.length) {
            sums[channel] += sumOfMagnitudes(weights, from, inner);
        }
        double bias = layer.bias().map(b -> magnitude(b.values())).orElse(0.0);
        return new Gain(Arrays.stream(sums).max().orElse(0), bias);
    }

    private static double sumOfMagnitudes(float[] weights, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += Math.abs(weights[i]);
        }
        return sum;
    }

    /** The bound of an input; empty if it is left out or not known. */
    private OptionalDouble input(Node node, int index) {
        return node.input(index)
                .flatMap(name -> Optional.ofNullable(bounds.get(name))
                        .or(() -> graph.initializer(name).map(ValueBounds::magnitude)))
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    private static double magnitude(Tensor constant) {
        return Arrays.stream(constant.toDoubles()).map(Math::abs).max().orElse(0);
    }
}
