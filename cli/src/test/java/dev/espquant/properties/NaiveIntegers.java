package dev.espquant.properties;

import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationTable;
import java.util.Arrays;
import java.util.Map;

/** The integers of one node's output, computed in the plainest way from those of its inputs, as docs/quantization-1.x.md says. */
final class NaiveIntegers {
    private final Graph graph;
    private final long opset;
    private final QuantizationTable table;
    private final BitWidth bits;
    private final int laneBits;

    /**
     * For one model and one chip.
     *
     * @param graph all shapes known, for one image
     * @param laneBits width that sums of products saturate to
     */
    NaiveIntegers(Graph graph, long opset, QuantizationTable table, int laneBits) {
        this.graph = graph;
        this.opset = opset;
        this.table = table;
        this.bits = table.scheme().bits();
        this.laneBits = laneBits;
    }

    /** The output of a node from its inputs' integers, which are given by name. */
    long[] output(Node node, Map<String, long[]> values) {
        return switch (node.opType()) {
            case "Add", "Sub", "Mul", "Max", "Min" -> binary(node, values);
            case "Concat" -> concat(node, values);
            default -> unary(node, values);
        };
    }

    private long[] unary(Node node, Map<String, long[]> values) {
        long[] x = values.get(node.inputs().get(0));
        Taps taps = NaiveOperators.of(graph, node, opset);
        int e = exponent(node.inputs().get(0));
        int out = exponent(node.output());
        long[] result = new long[taps.sources().length];
        switch (node.opType()) {
            case "Conv", "Gemm", "MatMul", "BatchNormalization" -> layer(node, x, taps, result);
            case "MaxPool", "GlobalMaxPool" ->
                Arrays.setAll(
                        result,
                        o -> Arrays.stream(taps.sources()[o])
                                .mapToLong(i -> x[i])
                                .max()
                                .orElseThrow());
            case "AveragePool", "GlobalAveragePool" ->
                Arrays.setAll(result, o -> {
                    double sum = Arrays.stream(taps.sources()[o])
                            .mapToLong(i -> x[i])
                            .sum();
                    return saturate(Math.floor(sum * Math.pow(2, e - out) / taps.divisors()[o]), bits);
                });
            case "Relu" -> Arrays.setAll(result, o -> Math.max(0, x[o]));
            case "LeakyRelu", "PRelu" -> {
                double[] slopes = slopes(node);
                double unit = Math.pow(2, bits.bits() - 1);
                Arrays.setAll(result, o -> {
                    double factor = Math.signum(slopes[o]) * Math.floor(Math.abs(slopes[o]) * unit);
                    return x[o] >= 0 ? x[o] : saturate(Math.floor(x[o] * factor / unit), bits);
                });
            }
            case "Clip" -> {
                long low = bound(node, 1, "min", bits.min(), e);
                long high = bound(node, 2, "max", bits.max(), e);
                Arrays.setAll(result, o -> Math.min(high, Math.max(low, x[o])));
            }
            case "Sigmoid" ->
                Arrays.setAll(
                        result, o -> floored((float) (1 / (1 + StrictMath.exp(-(double) x[o] * Math.pow(2, e)))), out));
            case "Tanh" -> Arrays.setAll(result, o -> floored((float) StrictMath.tanh(x[o] * Math.pow(2, e)), out));
            case "Softmax" -> Arrays.setAll(result, o -> softmax(x, o, taps.sources()[o], e, out));
            default -> {
                long fill = fill(node, e);
                Arrays.setAll(result, o -> taps.sources()[o][0] < 0 ? fill : x[taps.sources()[o][0]]);
            }
        }
        return result;
    }

    private void layer(Node node, long[] x, Taps taps, long[] result) {
        NaiveConstants constants = NaiveConstants.of(graph, node, table);
        int in = exponent(node.inputs().get(0));
        int out = exponent(node.output());
        for (int o = 0; o < result.length; o++) {
            long sum = 0;
            for (int k = 0; k < taps.sources()[o].length; k++) {
                sum += x[taps.sources()[o][k]] * constants.integers()[taps.weights()[o][k]];
            }
            double lane = Math.pow(2, laneBits - 1);
            double acc = Math.max(-lane, Math.min(lane - 1, (double) sum));
            int channel = taps.channels()[o];
            int scale = in + constants.exponents()[channel];
            if (table.scheme().granularity() == Granularity.PER_TENSOR) {
                result[o] = saturate(
                        Math.floor(acc * Math.pow(2, scale - out)) + constants.bias()[channel], bits);
            } else {
                double y = saturate(Math.floor(acc / 16) + constants.bias()[channel], BitWidth.INT16);
                double factor = Math.floor(Math.pow(2, 12 + scale + 4 - out));
                result[o] = saturate(Math.floor(y * factor / 4096), bits);
            }
        }
    }

    private long[] binary(Node node, Map<String, long[]> values) {
        long[] a = operand(node, 0, values);
        long[] b = operand(node, 1, values);
        int ea = exponent(node, 0);
        int eb = exponent(node, 1);
        int common = Math.max(ea, eb);
        int out = exponent(node.output());
        long[] result = new long[a.length];
        for (int o = 0; o < result.length; o++) {
            double x = Math.floor(a[o] * Math.pow(2, ea - common));
            double y = Math.floor(b[o] * Math.pow(2, eb - common));
            double real = switch (node.opType()) {
                case "Add" -> (x + y) * Math.pow(2, common);
                case "Sub" -> (x - y) * Math.pow(2, common);
                case "Mul" -> a[o] * Math.pow(2, ea) * b[o] * Math.pow(2, eb);
                case "Max" -> Math.max(x, y) * Math.pow(2, common);
                default -> Math.min(x, y) * Math.pow(2, common);
            };
            result[o] = saturate(Math.floor(real * Math.pow(2, -out)), bits);
        }
        return result;
    }

    private long[] concat(Node node, Map<String, long[]> values) {
        int[] out = NaiveOperators.sizes(graph, node.output());
        int axis = (int) node.intAttribute("axis", 1);
        axis = axis < 0 ? axis + out.length : axis;
        long[] result = new long[(int) Arrays.stream(out).asLongStream().reduce(1, (a, b) -> a * b)];
        int begin = 0;
        for (String input : node.inputs()) {
            int[] sizes = NaiveOperators.sizes(graph, input);
            long[] from = graph.initializer(input)
                    .map(t -> Arrays.stream(t.toDoubles())
                            .mapToLong(c -> NaiveConstants.nearest(c, exponent(node.output()), bits))
                            .toArray())
                    .orElseGet(() -> values.get(input));
            for (int[] index : Taps.indices(sizes)) {
                int[] to = index.clone();
                to[axis] += begin;
                result[Taps.flat(to, out)] = from[Taps.flat(index, sizes)];
            }
            begin += sizes[axis];
        }
        return result;
    }

    private long[] operand(Node node, int input, Map<String, long[]> values) {
        String name = node.inputs().get(input);
        long[] integers = graph.initializer(name)
                .map(t -> Arrays.stream(t.toDoubles())
                        .mapToLong(c -> NaiveConstants.nearest(c, exponent(node, input), bits))
                        .toArray())
                .orElseGet(() -> values.get(name));
        return Arrays.stream(NaiveOperators.operand(graph, node, input))
                .mapToLong(i -> integers[i])
                .toArray();
    }

    /** The exponent of an operand, which may be a constant that the table does not list. */
    int exponent(Node node, int input) {
        String name = node.inputs().get(input);
        return graph.initializer(name)
                .map(t -> NaiveConstants.smallestExponent(t.toDoubles(), bits))
                .orElseGet(() -> exponent(name));
    }

    int exponent(String value) {
        return table.get(value).exponents().get(0);
    }

    /** The real slope of every output element. */
    double[] slopes(Node node) {
        if (node.is("LeakyRelu")) {
            double[] slopes = new double
                    [Taps.indices(NaiveOperators.sizes(graph, node.output())).size()];
            Arrays.fill(slopes, node.floatAttribute("alpha", 0.01f));
            return slopes;
        }
        float[] slopes = graph.initializer(node.inputs().get(1)).orElseThrow().toFloats();
        return Arrays.stream(NaiveOperators.operand(graph, node, 1))
                .mapToDouble(i -> slopes[i])
                .toArray();
    }

    /** The real bound of a Clip. */
    double realBound(Node node, int input, String attribute, double none) {
        return node.input(input)
                .flatMap(graph::initializer)
                .map(t -> t.toDoubles()[0])
                .orElseGet(() -> node.attribute(attribute).isPresent() ? node.floatAttribute(attribute, 0) : none);
    }

    /** The fill value of a Pad; 0 for every other operator. */
    double realFill(Node node) {
        return node.input(2)
                .filter(name -> node.is("Pad"))
                .flatMap(graph::initializer)
                .map(t -> t.toDoubles()[0])
                .orElseGet(() -> (double) node.floatAttribute("value", 0));
    }

    private long bound(Node node, int input, String attribute, long none, int exponent) {
        double bound = realBound(node, input, attribute, Double.NaN);
        return Double.isNaN(bound) ? none : NaiveConstants.nearest(bound, exponent, bits);
    }

    private long fill(Node node, int exponent) {
        return node.is("Pad") ? NaiveConstants.nearest(realFill(node), exponent, bits) : 0;
    }

    private long softmax(long[] x, int self, int[] row, int e, int out) {
        long max = Arrays.stream(row).mapToLong(i -> x[i]).max().orElseThrow();
        double sum = 0;
        for (int i : row) {
            sum += StrictMath.exp((x[i] - max) * Math.pow(2, e));
        }
        return floored((float) (StrictMath.exp((x[self] - max) * Math.pow(2, e)) / sum), out);
    }

    private long floored(float real, int exponent) {
        return saturate(Math.floor(real / Math.pow(2, exponent)), bits);
    }

    private static long saturate(double integer, BitWidth bits) {
        return (long) Math.max(bits.min(), Math.min(bits.max(), integer));
    }
}
