package dev.espquant.exporter.model;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.exporter.coefficients.ActivationSection;
import dev.espquant.exporter.coefficients.ActivationSection.Kind;
import dev.espquant.exporter.coefficients.ActivationSection.Slopes;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.target.espdl1.ConstantRules;
import java.util.Arrays;
import java.util.Optional;

/**
 * The constant of a Relu, LeakyRelu or PRelu with the slopes that the simulation computes with ({@link ConstantRules#slope}), so that the model
 * class gives the simulated integers. The slopes of format {@code coefficients} are rounded otherwise, as Espressif's tool rounds them.
 */
final class ActivationConstants {
    private ActivationConstants() {}

    /**
     * The constant of an activation.
     *
     * @param channels of the value: PRelu has a slope for each
     */
    static ActivationSection of(QuantizedGraph graph, Node node, int channels) {
        BitWidth bits = graph.scheme().bits();
        return switch (node.opType()) {
            case "Relu" -> new ActivationSection(Kind.ReLU, bits, Optional.empty());
            case "LeakyRelu" -> new ActivationSection(Kind.LeakyReLU, bits, Optional.of(leaky(node, bits)));
            case "PRelu" -> new ActivationSection(Kind.PReLU, bits, Optional.of(perChannel(graph, node, channels)));
            default -> throw new IllegalArgumentException("no activation: " + node);
        };
    }

    /** The slope of a LeakyRelu. */
    static Slopes leaky(Node node, BitWidth bits) {
        return fixedPoint(node, bits, new long[] {ConstantRules.slope(node.floatAttribute("alpha", 0.01f), bits)});
    }

    private static Slopes perChannel(QuantizedGraph graph, Node node, int channels) {
        double[] given = node.input(1)
                .flatMap(graph.graph()::initializer)
                .map(Tensor::toDoubles)
                .orElseThrow(() -> refused(node, "its slopes are not constant", "run 'espquant optimize'"));
        if (given.length != 1 && given.length != channels) {
            throw refused(
                    node,
                    given.length + " slopes for " + channels + " channels",
                    "share the slopes of a channel when training");
        }
        long[] slopes = new long[channels];
        Arrays.setAll(
                slopes,
                i -> ConstantRules.slope(
                        (float) given[given.length == 1 ? 0 : i], graph.scheme().bits()));
        return fixedPoint(node, graph.scheme().bits(), slopes);
    }

    /** Slopes beyond the width lose low bits that are zero, which changes nothing; there must be enough of them. */
    private static Slopes fixedPoint(Node node, BitWidth bits, long[] slopes) {
        int dropped = 0;
        long[] values = slopes.clone();
        while (Arrays.stream(values).anyMatch(s -> bits.saturate(s) != s)) {
            if (Arrays.stream(values).anyMatch(s -> (s & 1) != 0)) {
                throw refused(
                        node,
                        "a slope of magnitude 1 or more does not fit " + bits.label()
                                + " with the fraction bits that ESP-DL 1.x computes with",
                        "retrain with slopes below 1, or with multiples of a power of two");
            }
            Arrays.setAll(values, i -> values[i] >> 1);
            dropped++;
        }
        return new Slopes(
                ImmutableIntArray.copyOf(Arrays.stream(values).mapToInt(Math::toIntExact)),
                dropped - ConstantRules.slopeFractionBits(bits));
    }

    private static GraphException refused(Node node, String reason, String fix) {
        return GraphException.because(reason).node(node).fix(fix).buildUnsupported();
    }
}
