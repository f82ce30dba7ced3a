package dev.espquant.quant;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.target.espdl3.EspDl3;
import dev.espquant.target.espdl3.IntegerPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves exponents to where the runtime of ESP-DL 3.x can compute with them. Exponents only grow, so that this ends:
 *
 * <ul>
 *   <li>every exponent lies within -30..30;
 *   <li>layers and products shift their sums to the right: the output's exponent is at least that of the sums. Raising it to there loses nothing,
 *       for the sums have no finer bits;
 *   <li>no shift is longer than 30 bits: weights that are too fine for the output are raised, which their sums do not notice;
 *   <li>a bias fits the range that the accumulator starts from: else the weights of the layer, or channel, are made coarser until what is clipped
 *       is less than half a step of the output. That costs precision of the weights, and the note says how many bits.
 * </ul>
 *
 * Operators that need equal exponents are not this class's business: conversions between nodes serve them.
 */
final class ExponentMoves {
    private static final int LONGEST_SHIFT = 30;

    private final ExponentPlan plan;
    private final EdgeIntegers edges;
    private final ImmutableMap<String, String> fused;
    private final Map<String, QuantizationParameters> values;
    private final Map<String, QuantizationParameters> constants;
    private final Map<Node, WeightedLayer> layers = new HashMap<>();
    private final Map<String, String> reasons = new LinkedHashMap<>();

    ExponentMoves(ExponentPlan plan) {
        this.plan = plan;
        this.values = new LinkedHashMap<>(plan.values());
        this.constants = new LinkedHashMap<>(plan.constants());
        this.edges = new EdgeIntegers(plan.graph(), plan.facts().operators(), this::value);
        this.fused = FusedRelu.outputs(plan.graph(), name -> value(name).bits());
        plan.graph()
                .nodes()
                .forEach(node -> WeightedLayer.of(plan.graph(), node).ifPresent(layer -> layers.put(node, layer)));
    }

    ExponentPlan settle() {
        values.replaceAll((name, value) -> withinRange(name, value));
        constants.replaceAll((name, value) -> withinRange(name, value));
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Node node : plan.graph().nodes()) {
                moved |= layers.containsKey(node) ? layer(node, layers.get(node)) : product(node);
            }
        }
        return new ExponentPlan(
                plan.graph(),
                plan.facts(),
                ImmutableMap.copyOf(values),
                ImmutableMap.copyOf(constants),
                ImmutableList.copyOf(notes()));
    }

    private QuantizationParameters withinRange(String name, QuantizationParameters parameters) {
        int largest = parameters.exponents().stream().max().orElse(0);
        if (largest > EspDl3.LARGEST_EXPONENT) {
            throw tooLarge(name, largest);
        }
        return new QuantizationParameters(
                parameters.bits(),
                ImmutableIntArray.copyOf(parameters.exponents().stream().map(e -> Math.max(e, EspDl3.LEAST_EXPONENT))),
                parameters.axis());
    }

    private static GraphException tooLarge(String name, int exponent) {
        return GraphException.because("it needs exponent " + exponent + "; the runtime computes with at most "
                        + EspDl3.LARGEST_EXPONENT)
                .value(name)
                .fix("scale the samples as in training, or use fewer or smaller weights")
                .build();
    }

    private boolean layer(Node node, WeightedLayer layer) {
        String output = fused.getOrDefault(node.output(), node.output());
        int input = edges.exponent(node, node.inputs().get(0));
        boolean moved = weights(node, layer, input, value(output).exponent());
        int sums =
                input + constant(layer.weightsName()).exponents().stream().max().orElse(0);
        boolean raised = raise(output, sums, node);
        return raised || moved;
    }

    /** Raises the exponents of weights one by one as far as shift and bias ask for. */
    private boolean weights(Node node, WeightedLayer layer, int input, int output) {
        QuantizationParameters weights = constant(layer.weightsName());
        IntegerPath path = EspDl3.arithmetic(plan.facts()).path(edges.bits(node));
        int[] exponents = weights.exponents().toArray();
        for (int i = 0; i < exponents.length; i++) {
            exponents[i] = Math.max(exponents[i], output - input - LONGEST_SHIFT);
            double largest = largestBias(layer, exponents.length, i);
            while (clipped(largest, input + exponents[i], path) > Math.scalb(0.5, output)
                    && exponents[i] < EspDl3.LARGEST_EXPONENT) {
                exponents[i]++;
                reasons.put(
                        layer.weightsName(),
                        "so that the biases of node '" + node.name() + "' fit " + path.biasBits() + " bits");
            }
        }
        QuantizationParameters moved =
                new QuantizationParameters(weights.bits(), ImmutableIntArray.copyOf(exponents), weights.axis());
        return !moved.equals(constants.put(layer.weightsName(), moved));
    }

    private static double largestBias(WeightedLayer layer, int exponents, int channel) {
        if (layer.bias().isEmpty()) {
            return 0;
        }
        float[] bias = layer.bias().get().values().toFloats();
        double largest = 0;
        for (int i = 0; i < bias.length; i++) {
            if (exponents == 1 || i == channel) {
                largest = Math.max(largest, Math.abs(bias[i]));
            }
        }
        return largest;
    }

    /** What of a bias lies beyond the range of its integers. */
    private static double clipped(double bias, int exponent, IntegerPath path) {
        return bias - Math.scalb((double) path.biasMax(), exponent);
    }

    /** Products of two values, or of a value and a constant. */
    private boolean product(Node node) {
        if (!node.is("Mul") && !node.is("MatMul")) {
            return false;
        }
        int sum = 0;
        for (String operand : node.inputs()) {
            sum += values.containsKey(operand)
                    ? edges.exponent(node, operand)
                    : constant(operand).exponent();
        }
        return raise(fused.getOrDefault(node.output(), node.output()), sum, node);
    }

    private boolean raise(String output, int least, Node node) {
        QuantizationParameters old = value(output);
        if (old.exponent() >= least) {
            return false;
        }
        if (least > EspDl3.LARGEST_EXPONENT) {
            throw tooLarge(output, least);
        }
        values.put(output, QuantizationParameters.perTensor(old.bits(), least));
        if (fused.containsKey(node.output())) {
            values.put(node.output(), QuantizationParameters.perTensor(old.bits(), least));
        }
        reasons.put(
                output,
                "so that node '" + node.name()
                        + "' need not shift to the left; nothing is lost, its sums are that coarse");
        return true;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        reasons.forEach((name, reason) -> {
            QuantizationParameters before =
                    plan.values().getOrDefault(name, plan.constants().get(name));
            QuantizationParameters after = values.getOrDefault(name, constants.get(name));
            if (before != null && after != null && !before.equals(after)) {
                int bits = 0;
                for (int i = 0; i < after.exponents().length(); i++) {
                    bits = Math.max(
                            bits, after.exponents().get(i) - before.exponents().get(i));
                }
                notes.add("value '" + name + "': its exponent is raised by "
                        + (bits == 1 ? "1 bit" : "up to " + bits + " bits") + " " + reason);
            }
        });
        return notes;
    }

    private QuantizationParameters value(String name) {
        QuantizationParameters value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no exponent for '" + name + "'");
        }
        return value;
    }

    private QuantizationParameters constant(String name) {
        QuantizationParameters constant = constants.get(name);
        if (constant == null) {
            throw new IllegalStateException("no exponent for '" + name + "'");
        }
        return constant;
    }
}
