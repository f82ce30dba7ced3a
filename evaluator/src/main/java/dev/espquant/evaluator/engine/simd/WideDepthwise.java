package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.KernelWindow;
import dev.espquant.evaluator.engine.LayerKernel;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.Scratch;
import dev.espquant.evaluator.engine.SumRule;
import dev.espquant.quant.BitWidth;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * int16 depthwise layers, a vector of channels at a time, in double precision, in which products of 16-bit integers and their sums are exact; weights are
 * scaled beforehand, as {@link ScaledRule} says.
 */
final class WideDepthwise implements LayerKernel {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    /** Positions that are computed together. */
    private static final int ROWS = 4;

    private static final int SIDE = 3;

    /** Integers of a band: with its sums they stay in the second-level cache. */
    private static final int BAND = 16384;

    private final ConvGeometry geometry;
    private final Bands rows;
    private final double[] weights;
    private final ScaledRule rule;
    private final boolean square;

    WideDepthwise(ConvLayer layer, SumRule sums) {
        KernelWindow window = layer.geometry().window();
        this.geometry = layer.geometry();
        this.rows = new Bands(geometry, BAND);
        this.rule = new ScaledRule(sums);
        this.square = window.height() == SIDE && window.width() == SIDE;
        int channels = geometry.inChannels();
        this.weights = new double[geometry.depth() * channels];
        for (int i = 0; i < weights.length; i++) {
            int tap = i / channels;
            int weight = layer.weight(i % channels, tap / window.width(), tap % window.width(), 0);
            weights[i] = weight * rule.scales()[i % channels];
        }
    }

    /** Whether a layer is depthwise, of int16, and has a rule that is covered. */
    static boolean covers(ConvLayer layer, SumRule rule) {
        return layer.geometry().isDepthwise() && layer.input() == BitWidth.INT16 && ScaledRule.covers(rule);
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        short[] band = scratch.shorts(Scratch.Purpose.PADDED, rows.length());
        double[] sums = scratch.doubles(Scratch.Purpose.SUMS, rows.positions().length * geometry.outChannels());
        int line = geometry.outWidth() * geometry.outChannels();
        for (int image = 0; image < images; image++) {
            for (int y = 0; y < geometry.outHeight(); y += rows.outRows()) {
                WideRows.fill(rows, inputs.get(0).shorts(), image, y, band);
                int count = Math.min(rows.outRows(), geometry.outHeight() - y);
                band(band, count, sums, output.shorts(), (image * geometry.outHeight() + y) * line);
            }
        }
        return 0;
    }

    private void band(short[] band, int outRows, double[] sums, short[] output, int to) {
        int channels = geometry.outChannels();
        int count = outRows * geometry.outWidth();
        for (int i = 0; i < channels; i += DOUBLES.length()) {
            int channel = Math.min(i, channels - DOUBLES.length());
            if (square) {
                for (int row = 0; row < outRows; row++) {
                    square(band, row, channel, sums);
                }
            } else {
                for (int first = 0; first < count; first += ROWS) {
                    any(band, rows.positions(), rows.window(), first, count - 1, weights, channel, channels, sums);
                }
            }
        }
        rule.store(sums, count, output, to);
    }

    private void square(short[] band, int row, int channel, double[] sums) {
        int channels = geometry.outChannels();
        int[] window = rows.window();
        int top = rows.positions()[row * geometry.outWidth()] + channel;
        int middle = top + window[SIDE];
        int bottom = top + window[2 * SIDE];
        int to = row * geometry.outWidth() * channels + channel;
        int column = window[1];
        int step = geometry.window().strideX() * channels;
        if (step == channels && column == channels) {
            slide(band, top, middle, bottom, weights, channel, channels, sums, to, geometry.outWidth());
        } else {
            jump(band, top, middle, bottom, column, step, weights, channel, channels, sums, to, geometry.outWidth());
        }
    }

    /** A 3x3 window that moves along a row column by column: what it has seen stays in registers. */
    private static void slide(
            short[] band,
            int top,
            int middle,
            int bottom,
            double[] weights,
            int channel,
            int channels,
            double[] sums,
            int to,
            int positions) {
        DoubleVector w0 = weights(weights, channel);
        DoubleVector w1 = weights(weights, channel + channels);
        DoubleVector w2 = weights(weights, channel + 2 * channels);
        DoubleVector w3 = weights(weights, channel + 3 * channels);
        DoubleVector w4 = weights(weights, channel + 4 * channels);
        DoubleVector w5 = weights(weights, channel + 5 * channels);
        DoubleVector w6 = weights(weights, channel + 6 * channels);
        DoubleVector w7 = weights(weights, channel + 7 * channels);
        DoubleVector w8 = weights(weights, channel + 8 * channels);
        DoubleVector top0 = WideRows.doubles(band, top);
        DoubleVector top1 = WideRows.doubles(band, top + channels);
        DoubleVector middle0 = WideRows.doubles(band, middle);
        DoubleVector middle1 = WideRows.doubles(band, middle + channels);
        DoubleVector bottom0 = WideRows.doubles(band, bottom);
        DoubleVector bottom1 = WideRows.doubles(band, bottom + channels);
        int at = 2 * channels;
        int out = to;
        for (int x = 0; x < positions; x++) {
            DoubleVector top2 = WideRows.doubles(band, top + at);
            DoubleVector middle2 = WideRows.doubles(band, middle + at);
            DoubleVector bottom2 = WideRows.doubles(band, bottom + at);
            DoubleVector first = top2.fma(w2, top1.fma(w1, top0.mul(w0)));
            DoubleVector second = middle2.fma(w5, middle1.fma(w4, middle0.mul(w3)));
            DoubleVector third = bottom2.fma(w8, bottom1.fma(w7, bottom0.mul(w6)));
            first.add(second).add(third).intoArray(sums, out);
            top0 = top1;
            top1 = top2;
            middle0 = middle1;
            middle1 = middle2;
            bottom0 = bottom1;
            bottom1 = bottom2;
            at += channels;
            out += channels;
        }
    }

    /** A 3x3 window along a row, its columns at a distance and its positions at another. */
    private static void jump(
            short[] band,
            int top,
            int middle,
            int bottom,
            int column,
            int step,
            double[] weights,
            int channel,
            int channels,
            double[] sums,
            int to,
            int positions) {
        DoubleVector w0 = weights(weights, channel);
        DoubleVector w1 = weights(weights, channel + channels);
        DoubleVector w2 = weights(weights, channel + 2 * channels);
        DoubleVector w3 = weights(weights, channel + 3 * channels);
        DoubleVector w4 = weights(weights, channel + 4 * channels);
        DoubleVector w5 = weights(weights, channel + 5 * channels);
        DoubleVector w6 = weights(weights, channel + 6 * channels);
        DoubleVector w7 = weights(weights, channel + 7 * channels);
        DoubleVector w8 = weights(weights, channel + 8 * channels);
        for (int x = 0, at = 0, out = to; x < positions; x++, at += step, out += channels) {
            DoubleVector first = WideRows.doubles(band, top + at).mul(w0);
            DoubleVector second = WideRows.doubles(band, middle + at).mul(w3);
            DoubleVector third = WideRows.doubles(band, bottom + at).mul(w6);
            first = WideRows.doubles(band, top + at + column).fma(w1, first);
            second = WideRows.doubles(band, middle + at + column).fma(w4, second);
            third = WideRows.doubles(band, bottom + at + column).fma(w7, third);
            first = WideRows.doubles(band, top + at + 2 * column).fma(w2, first);
            second = WideRows.doubles(band, middle + at + 2 * column).fma(w5, second);
            third = WideRows.doubles(band, bottom + at + 2 * column).fma(w8, third);
            first.add(second).add(third).intoArray(sums, out);
        }
    }

    /** The sums of four positions of any window, of which those behind the last one are the last one again. */
    private static void any(
            short[] band,
            int[] positions,
            int[] window,
            int first,
            int last,
            double[] weights,
            int channel,
            int channels,
            double[] sums) {
        int p1 = Math.min(first + 1, last);
        int p2 = Math.min(first + 2, last);
        int p3 = Math.min(first + 3, last);
        int x0 = positions[first] + channel;
        int x1 = positions[p1] + channel;
        int x2 = positions[p2] + channel;
        int x3 = positions[p3] + channel;
        DoubleVector sum0 = DoubleVector.zero(DOUBLES);
        DoubleVector sum1 = sum0;
        DoubleVector sum2 = sum0;
        DoubleVector sum3 = sum0;
        int at = channel;
        for (int k = 0; k < window.length; k++) {
            int tap = window[k];
            DoubleVector weight = weights(weights, at);
            sum0 = WideRows.doubles(band, x0 + tap).fma(weight, sum0);
            sum1 = WideRows.doubles(band, x1 + tap).fma(weight, sum1);
            sum2 = WideRows.doubles(band, x2 + tap).fma(weight, sum2);
            sum3 = WideRows.doubles(band, x3 + tap).fma(weight, sum3);
            at += channels;
        }
        sum0.intoArray(sums, first * channels + channel);
        sum1.intoArray(sums, p1 * channels + channel);
        sum2.intoArray(sums, p2 * channels + channel);
        sum3.intoArray(sums, p3 * channels + channel);
    }

    private static DoubleVector weights(double[] values, int index) {
        return DoubleVector.fromArray(DOUBLES, values, index);
    }
}
