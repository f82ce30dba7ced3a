package dev.espquant.properties;

import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationTable;
import java.util.Arrays;
import java.util.Map;

/**
 * How far the dequantized integers of a node may lie from the float model, element by element, given how far its inputs may: what rounding,
 * the rounding of constants, and saturation can do, and nothing more. A value that saturates at the end of a range errs by at most its
 * distance from that range, since saturating brings no two numbers further apart.
 */
final class ErrorBounds {
    /** Room for the rounding of float32 sums, relative to the sum of magnitudes. */
    private static final double FLOAT = 1e-5;

    private final Graph graph;
    private final long opset;
    private final QuantizationTable table;
    private final BitWidth bits;
    private final int laneBits;
    private final NaiveIntegers naive;

    ErrorBounds(Graph graph, long opset, QuantizationTable table, int laneBits) {
        this.graph = graph;
        this.opset = opset;
        this.table = table;
        this.bits = table.scheme().bits();
        this.laneBits = laneBits;
        this.naive = new NaiveIntegers(graph, opset, table, laneBits);
    }

    /** The error of a model input: half a step, and what saturates. */
    double[] ofInput(String input, float[] real) {
        int e = naive.exponent(input);
        double[] bounds = new double[real.length];
        Arrays.setAll(bounds, i -> step(e) / 2 + beyond(real[i], e));
        return bounds;
    }

    /**
     * The errors of a node's output.
     *
     * @param reals float values by name
     * @param errors bounds by name
     */
    double[] ofOutput(Node node, Map<String, float[]> reals, Map<String, double[]> errors) {
        float[] real = reals.get(node.output());
        double[] raw = switch (node.opType()) {
            case "Add", "Sub", "Mul", "Max", "Min" -> binary(node, reals, errors);
            case "Concat" -> concat(node, errors);
            default -> unary(node, reals, errors);
        };
        int out = naive.exponent(node.output());
        double[] bounds = new double[raw.length];
        Arrays.setAll(bounds, o -> raw[o] + beyond(real[o], out) + FLOAT * Math.abs(real[o]));
        return bounds;
    }

    private double[] unary(Node node, Map<String, float[]> reals, Map<String, double[]> errors) {
        String input = node.inputs().get(0);
        double[] error = errors.get(input);
        float[] x = reals.get(input);
        Taps taps = NaiveOperators.of(graph, node, opset);
        int e = naive.exponent(input);
        int out = naive.exponent(node.output());
        double[] bounds = new double[taps.sources().length];
        switch (node.opType()) {
            case "Conv", "Gemm", "MatMul", "BatchNormalization" -> layer(node, x, error, taps, bounds);
            case "MaxPool", "GlobalMaxPool" -> Arrays.setAll(bounds, o -> largest(error, taps.sources()[o]));
            case "AveragePool", "GlobalAveragePool" ->
                Arrays.setAll(
                        bounds,
                        o -> largest(error, taps.sources()[o]) + step(out) + FLOAT * largest(x, taps.sources()[o]));
            case "LeakyRelu", "PRelu" -> {
                double[] slopes = naive.slopes(node);
                Arrays.setAll(
                        bounds,
                        o -> Math.max(1, Math.abs(slopes[o])) * error[o]
                                + step(1 - bits.bits()) * (Math.abs(x[o]) + error[o])
                                + step(e));
            }
            case "Clip" -> Arrays.setAll(bounds, o -> Math.max(error[o], step(e) / 2));
            case "Sigmoid" -> Arrays.setAll(bounds, o -> error[o] / 4 + step(out) + FLOAT);
            case "Tanh" -> Arrays.setAll(bounds, o -> error[o] + step(out) + FLOAT);
            case "Softmax" -> Arrays.setAll(bounds, o -> largest(error, taps.sources()[o]) / 2 + step(out) + FLOAT);
            default -> Arrays.setAll(bounds, o -> taps.sources()[o][0] < 0 ? step(e) / 2 : error[taps.sources()[o][0]]);
        }
        return bounds;
    }

    private void layer(Node node, float[] x, double[] error, Taps taps, double[] bounds) {
        NaiveConstants c = NaiveConstants.of(graph, node, table);
        int in = naive.exponent(node.inputs().get(0));
        int out = naive.exponent(node.output());
        for (int o = 0; o < bounds.length; o++) {
            int channel = taps.channels()[o];
            int scale = in + c.exponents()[channel];
            double sum = 0;
            double magnitude = Math.abs(c.realBias()[channel]);
            for (int k = 0; k < taps.sources()[o].length; k++) {
                int i = taps.sources()[o][k];
                int w = taps.weights()[o][k];
                double quantized = c.integers()[w] * step(c.exponents()[channel]);
                bounds[o] += Math.abs(quantized) * error[i] + Math.abs(quantized - c.real()[w]) * Math.abs(x[i]);
                sum += c.real()[w] * x[i];
                magnitude += Math.abs(c.real()[w] * x[i]);
            }
            double biasError = Math.abs(c.bias()[channel] * step(c.biasExponents()[channel]) - c.realBias()[channel]);
            double lane = Math.pow(2, laneBits - 1) * step(scale);
            bounds[o] += outside(sum, lane) + biasError + step(out) + FLOAT * magnitude;
            if (table.scheme().granularity() == Granularity.PER_CHANNEL) {
                bounds[o] += step(scale + 4) + outside(sum + c.realBias()[channel], 32767 * step(scale + 4));
                // Shifts of more than 12 places give 0, whatever is shifted.
                bounds[o] += scale + 4 - out < -12 ? 32768 * step(scale + 4) : 0;
            }
        }
    }

    private double[] binary(Node node, Map<String, float[]> reals, Map<String, double[]> errors) {
        double[][] x = new double[2][];
        double[][] error = new double[2][];
        for (int k = 0; k < 2; k++) {
            String name = node.inputs().get(k);
            int e = naive.exponent(node, k);
            double[] own = graph.initializer(name).map(t -> t.toDoubles()).orElseGet(() -> doubles(reals.get(name)));
            double[] ownError = graph.initializer(name)
                    .map(t -> Arrays.stream(t.toDoubles())
                            .map(c -> Math.abs(NaiveConstants.nearest(c, e, bits) * step(e) - c))
                            .toArray())
                    .orElseGet(() -> errors.get(name));
            int[] sources = NaiveOperators.operand(graph, node, k);
            x[k] = Arrays.stream(sources).mapToDouble(i -> own[i]).toArray();
            error[k] = Arrays.stream(sources).mapToDouble(i -> ownError[i]).toArray();
        }
        int out = naive.exponent(node.output());
        double common = step(Math.max(naive.exponent(node, 0), naive.exponent(node, 1)));
        double[] bounds = new double[x[0].length];
        for (int o = 0; o < bounds.length; o++) {
            bounds[o] = step(out)
                    + switch (node.opType()) {
                        case "Add", "Sub" ->
                            error[0][o] + error[1][o] + 2 * common + FLOAT * (Math.abs(x[0][o]) + Math.abs(x[1][o]));
                        case "Mul" -> error[0][o] * (Math.abs(x[1][o]) + error[1][o]) + error[1][o] * Math.abs(x[0][o]);
                        default -> Math.max(error[0][o], error[1][o]) + common;
                    };
        }
        return bounds;
    }

    private double[] concat(Node node, Map<String, double[]> errors) {
        int[] out = NaiveOperators.sizes(graph, node.output());
        int axis = (int) node.intAttribute("axis", 1);
        axis = axis < 0 ? axis + out.length : axis;
        double[] bounds = new double[Taps.indices(out).size()];
        int begin = 0;
        for (String input : node.inputs()) {
            int[] sizes = NaiveOperators.sizes(graph, input);
            for (int[] index : Taps.indices(sizes)) {
                int[] to = index.clone();
                to[axis] += begin;
                double[] error = errors.get(input);
                bounds[Taps.flat(to, out)] =
                        error == null ? step(naive.exponent(node.output())) / 2 : error[Taps.flat(index, sizes)];
            }
            begin += sizes[axis];
        }
        return bounds;
    }

    /** How far a number lies outside of what the integers of an exponent can say. */
    private double beyond(double real, int exponent) {
        double over = real - bits.max() * step(exponent);
        double under = bits.min() * step(exponent) - real;
        return Math.max(0, Math.max(over, under));
    }

    private static double outside(double real, double bound) {
        return Math.max(0, Math.abs(real) - bound + bound * 1e-6);
    }

    static double step(int exponent) {
        return Math.pow(2, exponent);
    }

    private static double largest(double[] all, int... chosen) {
        return Arrays.stream(chosen).mapToDouble(i -> all[i]).max().orElse(0);
    }

    private static double largest(float[] all, int... chosen) {
        return Arrays.stream(chosen).mapToDouble(i -> Math.abs(all[i])).max().orElse(0);
    }

    private static double[] doubles(float[] floats) {
        double[] result = new double[floats.length];
        Arrays.setAll(result, i -> floats[i]);
        return result;
    }
}
