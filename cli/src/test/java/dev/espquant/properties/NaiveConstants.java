package dev.espquant.properties;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationTable;
import java.util.Arrays;

/**
 * The constants of a layer as a quantization table means them: real numbers with everything folded in, and integers. Written from the
 * definition, without the toolkit's own classes for it.
 */
final class NaiveConstants {
    private final double[] real;
    private final long[] integers;
    private final int[] exponents;
    private final double[] realBias;
    private final long[] bias;
    private final int[] biasExponents;

    NaiveConstants(
            double[] real, long[] integers, int[] exponents, double[] realBias, long[] bias, int[] biasExponents) {
        this.real = real;
        this.integers = integers;
        this.exponents = exponents;
        this.realBias = realBias;
        this.bias = bias;
        this.biasExponents = biasExponents;
    }

    /** Weights in the order of the initializer. */
    double[] real() {
        return real;
    }

    /** The same, quantized. */
    long[] integers() {
        return integers;
    }

    /** Of the weights, one per output channel. */
    int[] exponents() {
        return exponents;
    }

    /** By output channel; zeros if there is none. */
    double[] realBias() {
        return realBias;
    }

    /** The same, quantized. */
    long[] bias() {
        return bias;
    }

    /** By output channel. */
    int[] biasExponents() {
        return biasExponents;
    }

    static NaiveConstants of(Graph graph, Node node, QuantizationTable table) {
        Tensor weights = constant(graph, node, 1);
        double[] real = weights.toDoubles();
        boolean perChannel = table.scheme().granularity() == Granularity.PER_CHANNEL;
        int axis = channelAxis(node);
        int channels = (int) weights.size(axis);
        double[] realBias = new double[channels];
        if (node.is("BatchNormalization")) {
            double epsilon = node.floatAttribute("epsilon", 1e-5f);
            for (int c = 0; c < channels; c++) {
                double deviation = Math.sqrt(constant(graph, node, 4).toFloats()[c] + epsilon);
                double factor = real[c] / deviation;
                realBias[c] = (float) (constant(graph, node, 2).toFloats()[c]
                        - constant(graph, node, 3).toFloats()[c] * factor);
                real[c] = (float) factor;
            }
        } else {
            float alpha = node.is("Gemm") ? node.floatAttribute("alpha", 1) : 1;
            real = Arrays.stream(real).map(w -> (float) w * alpha).toArray();
            if (node.input(2).isPresent()) {
                float beta = node.is("Gemm") ? node.floatAttribute("beta", 1) : 1;
                float[] given = constant(graph, node, 2).toFloats();
                for (int c = 0; c < channels; c++) {
                    realBias[c] = given[given.length == 1 ? 0 : c] * beta;
                }
            }
        }
        int[] exponents = perChannelExponents(table, node.inputs().get(1), channels);
        int[] biasExponents = node.input(2).isPresent()
                ? perChannelExponents(table, node.inputs().get(2), channels)
                : new int[channels];
        BitWidth bits = table.scheme().bits();
        long[] integers = new long[real.length];
        int inner = 1;
        for (int i = axis + 1; i < weights.rank(); i++) {
            inner *= (int) weights.size(i);
        }
        for (int i = 0; i < real.length; i++) {
            integers[i] = nearest(real[i], exponents[i / inner % channels], bits);
        }
        long[] bias = new long[channels];
        for (int c = 0; c < channels; c++) {
            bias[c] = nearest(realBias[c], biasExponents[c], perChannel ? BitWidth.INT16 : bits);
        }
        return new NaiveConstants(real, integers, exponents, realBias, bias, biasExponents);
    }

    /** Rounded half to even, then saturated. */
    static long nearest(double real, int exponent, BitWidth bits) {
        return (long) Math.max(bits.min(), Math.min(bits.max(), Math.rint(real / Math.pow(2, exponent))));
    }

    /** The smallest exponent at which no element saturates; -15 for zeros. */
    static int smallestExponent(double[] real, BitWidth bits) {
        double largest = Arrays.stream(real).map(Math::abs).max().orElse(0);
        int exponent = largest == 0 ? -15 : -140;
        while (largest / Math.pow(2, exponent) > bits.max()) {
            exponent++;
        }
        return exponent;
    }

    private static int channelAxis(Node node) {
        return switch (node.opType()) {
            case "Gemm" -> node.intAttribute("transB", 0) == 0 ? 1 : 0;
            case "MatMul" -> 1;
            default -> 0;
        };
    }

    private static int[] perChannelExponents(QuantizationTable table, String name, int channels) {
        ImmutableIntArray listed = table.get(name).exponents();
        int[] result = new int[channels];
        Arrays.setAll(result, c -> listed.get(listed.length() == 1 ? 0 : c));
        return result;
    }

    private static Tensor constant(Graph graph, Node node, int input) {
        return graph.initializer(node.inputs().get(input)).orElseThrow();
    }
}
