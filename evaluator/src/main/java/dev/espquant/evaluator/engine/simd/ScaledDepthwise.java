package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.KernelWindow;
import dev.espquant.evaluator.engine.LayerKernel;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.Scratch;
import dev.espquant.evaluator.engine.SumRule;
import dev.espquant.quant.BitWidth;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * int16 depthwise layers of any window as {@link ScaledRule} says, a vector of channels at a time: weights are scaled beforehand, so sums are outputs but for
 * rounding. The rows of a window lie between their padding as doubles.
 */
final class ScaledDepthwise implements LayerKernel {
    private static final VectorSpecies<Double> DOUBLES = ScaledRule.DOUBLES;

    private final ConvGeometry geometry;
    private final double[] weights;
    private final int[] columns;
    private final ScaledRule rule;

    ScaledDepthwise(ConvLayer layer, SumRule sums) {
        KernelWindow window = layer.geometry().window();
        int channels = layer.geometry().inChannels();
        this.geometry = layer.geometry();
        this.rule = new ScaledRule(sums);
        this.weights = new double[geometry.depth() * channels];
        for (int i = 0; i < weights.length; i++) {
            int tap = i / channels;
            int weight = layer.weight(i % channels, tap / window.width(), tap % window.width(), 0);
            weights[i] = weight * rule.scales()[i % channels];
        }
        this.columns = new int[window.width()];
        Arrays.setAll(columns, column -> column * window.dilationX() * channels);
    }

    /** Whether a layer is depthwise, of int16, and has a rule that is covered. */
    static boolean covers(ConvLayer layer, SumRule rule) {
        return layer.geometry().isDepthwise() && layer.input() == BitWidth.INT16 && ScaledRule.covers(rule);
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        KernelWindow window = geometry.window();
        int line = geometry.outWidth() * geometry.outChannels();
        double[] rows = scratch.doubles(Scratch.Purpose.PADDED, geometry.inHeight() * row());
        int[] taps = scratch.ints(Scratch.Purpose.BLOCK, geometry.depth());
        int[] at = scratch.ints(Scratch.Purpose.SUMS, geometry.depth());
        for (int image = 0; image < images; image++) {
            load(inputs.get(0).shorts(), image, rows);
            for (int y = 0; y < geometry.outHeight(); y++) {
                int count = 0;
                for (int row = 0; row < window.height(); row++) {
                    int from = window.inputRow(y, row);
                    for (int column = 0; from >= 0 && from < geometry.inHeight() && column < columns.length; column++) {
                        taps[count] = from * row() + columns[column];
                        at[count++] = (row * columns.length + column) * geometry.inChannels();
                    }
                }
                int to = (image * geometry.outHeight() + y) * line;
                line(rows, taps, at, count, output.shorts(), to);
            }
        }
        return 0;
    }

    /** Elements of a row between its padding. */
    private int row() {
        KernelWindow window = geometry.window();
        int reach = (geometry.outWidth() - 1) * window.strideX() + (window.width() - 1) * window.dilationX() + 1;
        return Math.max(window.left() + geometry.inWidth(), reach) * geometry.inChannels();
    }

    private void load(short[] input, int image, double[] rows) {
        int length = geometry.inWidth() * geometry.inChannels();
        int left = geometry.window().left() * geometry.inChannels();
        for (int y = 0; y < geometry.inHeight(); y++) {
            int to = y * row();
            int from = image * geometry.inElements() + y * length;
            Arrays.fill(rows, to, to + left, 0);
            widen(input, from, rows, to + left, length);
            Arrays.fill(rows, to + left + length, to + row(), 0);
        }
    }

    private static void widen(short[] from, int fromIndex, double[] to, int toIndex, int length) {
        for (int i = 0; i < length; i++) {
            to[toIndex + i] = from[fromIndex + i];
        }
    }

    /** A row of outputs: the taps that lie inside the image, and where their weights are. */
    private void line(double[] rows, int[] taps, int[] at, int count, short[] output, int to) {
        int channels = geometry.inChannels();
        int step = geometry.window().strideX() * channels;
        int last = geometry.outWidth() - 1;
        for (int i = 0; i < channels; i += DOUBLES.length()) {
            int channel = Math.min(i, channels - DOUBLES.length());
            for (int x = 0; x <= last; x += 4) {
                four(
                        rows,
                        x * step + channel,
                        Math.min(x + 1, last) * step + channel,
                        Math.min(x + 2, last) * step + channel,
                        Math.min(x + 3, last) * step + channel,
                        taps,
                        at,
                        count,
                        weights,
                        rule.addends(),
                        channel,
                        rule.low(),
                        rule.high(),
                        output,
                        to + x * channels + channel,
                        to + Math.min(x + 1, last) * channels + channel,
                        to + Math.min(x + 2, last) * channels + channel,
                        to + Math.min(x + 3, last) * channels + channel);
            }
        }
    }

    /** Four positions, of which those behind the last one are the last one again. */
    private static void four(
            double[] rows,
            int x0,
            int x1,
            int x2,
            int x3,
            int[] taps,
            int[] at,
            int count,
            double[] weights,
            double[] addends,
            int channel,
            double low,
            double high,
            short[] output,
            int to0,
            int to1,
            int to2,
            int to3) {
        DoubleVector sum0 = doubles(addends, channel);
        DoubleVector sum1 = sum0;
        DoubleVector sum2 = sum0;
        DoubleVector sum3 = sum0;
        for (int k = 0; k < count; k++) {
            DoubleVector weight = doubles(weights, at[k] + channel);
            int tap = taps[k];
            sum0 = doubles(rows, x0 + tap).fma(weight, sum0);
            sum1 = doubles(rows, x1 + tap).fma(weight, sum1);
            sum2 = doubles(rows, x2 + tap).fma(weight, sum2);
            sum3 = doubles(rows, x3 + tap).fma(weight, sum3);
        }
        ScaledRule.store(sum0, low, high, output, to0);
        ScaledRule.store(sum1, low, high, output, to1);
        ScaledRule.store(sum2, low, high, output, to2);
        ScaledRule.store(sum3, low, high, output, to3);
    }

    private static DoubleVector doubles(double[] values, int index) {
        return DoubleVector.fromArray(DOUBLES, values, index);
    }
}
