package dev.espquant.evaluator.engine.simd;

import com.google.common.primitives.ImmutableLongArray;
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
import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * int16 depthwise 3x3, row by row, in double precision: products of 16-bit integers and sums of nine of them are far below 2^53, so every operation is
 * exact. The integer of a finished sum is taken from the low bits of {@code sum + 1.5 * 2^52}.
 */
final class WideDepthwise implements LayerKernel {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final int SIDE = DepthwiseNumbers.SIDE;
    private static final int TAPS = SIDE * SIDE;
    private static final double MAGIC = 0x1.8p52;
    private static final long MAGIC_BITS = Double.doubleToRawLongBits(MAGIC);

    private final ConvGeometry geometry;
    private final double[] weights;
    private final WideShift rule;

    WideDepthwise(ConvLayer layer, SumRule sums) {
        this.geometry = layer.geometry();
        int channels = geometry.inChannels();
        this.weights = new double[TAPS * channels];
        for (int i = 0; i < weights.length; i++) {
            int tap = i / channels;
            weights[i] = layer.weight(i % channels, tap / SIDE, tap % SIDE, 0);
        }
        ImmutableLongArray bias =
                ImmutableLongArray.copyOf(IntStream.range(0, channels).mapToLong(layer.accumulator()::bias));
        this.rule = new WideShift(sums, bias);
    }

    /** Whether a layer is depthwise 3x3 of int16 with a rule that is covered. */
    static boolean covers(ConvLayer layer, SumRule rule) {
        ConvGeometry geometry = layer.geometry();
        KernelWindow window = geometry.window();
        return geometry.isDepthwise()
                && layer.input() == BitWidth.INT16
                && window.height() == SIDE
                && window.width() == SIDE
                && window.dilationY() == 1
                && window.dilationX() == 1
                && WideShift.covers(rule);
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        short[] input = inputs.get(0).shorts();
        int row = paddedWidth() * geometry.inChannels();
        int line = geometry.outWidth() * geometry.outChannels();
        double[] rows = scratch.doubles(Scratch.Purpose.PADDED, SIDE * row);
        for (int image = 0; image < images; image++) {
            Arrays.fill(rows, 0, SIDE * row, 0);
            int next = -geometry.window().top();
            for (int y = 0; y < geometry.outHeight(); y++) {
                int first = geometry.window().inputRow(y, 0);
                for (next = Math.max(next, first); next < first + SIDE; next++) {
                    load(input, image, next, rows, slot(next) * row);
                }
                int to = (image * geometry.outHeight() + y) * line;
                line(rows, slot(first) * row, slot(first + 1) * row, slot(first + 2) * row, output.shorts(), to);
            }
        }
        return 0;
    }

    private int paddedWidth() {
        KernelWindow window = geometry.window();
        return Math.max(window.left() + geometry.inWidth(), (geometry.outWidth() - 1) * window.strideX() + SIDE);
    }

    private static int slot(int row) {
        return Math.floorMod(row, SIDE);
    }

    private void load(short[] input, int image, int y, double[] rows, int to) {
        int channels = geometry.inChannels();
        if (y < 0 || y >= geometry.inHeight()) {
            Arrays.fill(rows, to, to + paddedWidth() * channels, 0);
            return;
        }
        int length = geometry.inWidth() * channels;
        int from = (image * geometry.inHeight() + y) * length;
        int first = to + geometry.window().left() * channels;
        for (int i = 0; i < length; i++) {
            rows[first + i] = input[from + i];
        }
    }

    private void line(double[] rows, int top, int middle, int bottom, short[] output, int to) {
        int channels = geometry.inChannels();
        int step = geometry.window().strideX() * channels;
        for (int i = 0; i < channels; i += DOUBLES.length()) {
            int at = Math.min(i, channels - DOUBLES.length());
            walk(
                    rows,
                    top + at,
                    middle + at,
                    bottom + at,
                    step,
                    channels,
                    weights,
                    at,
                    rule.offsets(),
                    rule.shift(),
                    rule.low(),
                    rule.high(),
                    output,
                    to + at,
                    geometry.outWidth());
        }
    }

    /** One vector of channels along a row. */
    private static void walk(
            double[] rows,
            int top,
            int middle,
            int bottom,
            int step,
            int channels,
            double[] weights,
            int channel,
            long[] offsets,
            int shift,
            long low,
            long high,
            short[] output,
            int to,
            int positions) {
        DoubleVector w0 = doubles(weights, channel);
        DoubleVector w1 = doubles(weights, channel + channels);
        DoubleVector w2 = doubles(weights, channel + 2 * channels);
        DoubleVector w3 = doubles(weights, channel + 3 * channels);
        DoubleVector w4 = doubles(weights, channel + 4 * channels);
        DoubleVector w5 = doubles(weights, channel + 5 * channels);
        DoubleVector w6 = doubles(weights, channel + 6 * channels);
        DoubleVector w7 = doubles(weights, channel + 7 * channels);
        DoubleVector w8 = doubles(weights, channel + 8 * channels);
        LongVector offset =
                LongVector.fromArray(WideShift.LONGS, offsets, channel).sub(MAGIC_BITS);
        for (int x = 0, at = 0; x < positions; x++, at += step) {
            DoubleVector first = doubles(rows, top + at).mul(w0);
            DoubleVector second = doubles(rows, middle + at).mul(w3);
            DoubleVector third = doubles(rows, bottom + at).mul(w6);
            first = doubles(rows, top + at + channels).fma(w1, first);
            second = doubles(rows, middle + at + channels).fma(w4, second);
            third = doubles(rows, bottom + at + channels).fma(w7, third);
            first = doubles(rows, top + at + 2 * channels).fma(w2, first);
            second = doubles(rows, middle + at + 2 * channels).fma(w5, second);
            third = doubles(rows, bottom + at + 2 * channels).fma(w8, third);
            LongVector sum = first.add(second).add(third).add(MAGIC).reinterpretAsLongs();
            WideShift.store(sum, offset, shift, low, high, output, to + x * channels);
        }
    }

    private static DoubleVector doubles(double[] values, int index) {
        return DoubleVector.fromArray(DOUBLES, values, index);
    }
}
