package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.KernelWindow;
import dev.espquant.evaluator.engine.LayerKernel;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.Scratch;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * int8 depthwise 3x3, row by row, in 16 bits throughout: the three input rows of an output row lie as 16-bit integers between their padding; each row
 * of the window gives one sum, or each pair of taps where weights are large. The upper bits of the sums are added, and so are the sums themselves,
 * modulo 2^16; what the lower bits carry is the difference of the two. {@link DepthwiseNumbers} says when that loses nothing.
 *
 * <p>Weights stay in registers while the window walks along a row. Where channels do not fill vectors, neighbouring positions are taken as one with as
 * many more channels, or else the lanes that are left over write what the next position overwrites.
 */
final class VectorDepthwise implements LayerKernel {
    static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> NARROW =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, SHORTS.vectorBitSize() / 2)));

    private static final int SIDE = DepthwiseNumbers.SIDE;

    /** What lower parts of five sums and of an offset carry at most, in whole bits: the difference of upper parts and the sum is that, modulo 8. */
    private static final short CARRIES = 7;

    /** Elements of an image between its padding that a first-level cache holds beside results. */
    private static final int WHOLE_IMAGE = 16 << 10;

    private final ConvGeometry geometry;
    private final DepthwiseNumbers numbers;

    VectorDepthwise(ConvGeometry geometry, DepthwiseNumbers numbers) {
        this.geometry = geometry;
        this.numbers = numbers;
        warmUp(numbers.sumsRows());
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        byte[] input = inputs.get(0).bytes();
        boolean walkable = geometry.window().strideX() == 1 && geometry.window().strideY() == 1;
        boolean small = (geometry.outHeight() + SIDE - 1) * row() <= WHOLE_IMAGE;
        for (int image = 0; image < images; image++) {
            if (walkable && small) {
                wholeImage(input, image, output.bytes(), scratch);
            } else {
                rowByRow(input, image, output.bytes(), scratch);
            }
        }
        return 0;
    }

    /** Walks over all rows at once; what lies between the end of a row and the next one's start is computed and forgotten. */
    private void wholeImage(byte[] input, int image, byte[] output, Scratch scratch) {
        int row = row();
        int height = geometry.outHeight();
        int line = geometry.outWidth() * geometry.outChannels();
        int positions = (height - 1) * paddedWidth() + geometry.outWidth();
        int length = (height + SIDE - 1) * row;
        short[] rows = scratch.shorts(Scratch.Purpose.PADDED, length + SHORTS.length());
        int room = positions * geometry.outChannels() + SHORTS.length();
        short[] results = scratch.shorts(Scratch.Purpose.BLOCK, room);
        short[] wholes = scratch.shorts(Scratch.Purpose.PADDED_LOWER, room);
        Arrays.fill(rows, 0, length, (short) 0);
        int top = geometry.window().top();
        for (int y = 0; y < geometry.inHeight() && y + top < height + SIDE - 1; y++) {
            load(input, image, y, rows, (y + top) * row);
        }
        walk(rows, 0, row, 2 * row, results, wholes, positions);
        for (int y = 0; y < height; y++) {
            finish(results, y * row, output, (image * height + y) * line, line);
        }
    }

    private void rowByRow(byte[] input, int image, byte[] output, Scratch scratch) {
        int row = row();
        int line = geometry.outWidth() * geometry.outChannels();
        short[] rows = scratch.shorts(Scratch.Purpose.PADDED, SIDE * row + SHORTS.length());
        short[] results = scratch.shorts(Scratch.Purpose.BLOCK, line + SHORTS.length());
        short[] wholes = scratch.shorts(Scratch.Purpose.PADDED_LOWER, line + SHORTS.length());
        Arrays.fill(rows, 0, SIDE * row, (short) 0);
        int next = -geometry.window().top();
        for (int y = 0; y < geometry.outHeight(); y++) {
            int first = geometry.window().inputRow(y, 0);
            for (next = Math.max(next, first); next < first + SIDE; next++) {
                load(input, image, next, rows, slot(next) * row);
            }
            int width = geometry.outWidth();
            walk(rows, slot(first) * row, slot(first + 1) * row, slot(first + 2) * row, results, wholes, width);
            finish(results, 0, output, (image * geometry.outHeight() + y) * line, line);
        }
    }

    /** Elements of a row between its padding. */
    private int row() {
        return paddedWidth() * geometry.inChannels();
    }

    private int paddedWidth() {
        KernelWindow window = geometry.window();
        return Math.max(window.left() + geometry.inWidth(), (geometry.outWidth() - 1) * window.strideX() + SIDE);
    }

    private static int slot(int row) {
        return Math.floorMod(row, SIDE);
    }

    private void load(byte[] input, int image, int y, short[] rows, int to) {
        int channels = geometry.inChannels();
        if (y < 0 || y >= geometry.inHeight()) {
            Arrays.fill(rows, to, to + paddedWidth() * channels, (short) 0);
            return;
        }
        int length = geometry.inWidth() * channels;
        int from = (image * geometry.inHeight() + y) * length;
        widen(input, from, rows, to + geometry.window().left() * channels, length);
    }

    private static void widen(byte[] from, int fromIndex, short[] to, int toIndex, int length) {
        int i = 0;
        for (; i <= length - SHORTS.length(); i += SHORTS.length()) {
            Exact.shorts(SHORTS, Exact.bytes(NARROW, from, fromIndex + i).convertShape(VectorOperators.B2S, SHORTS, 0))
                    .intoArray(to, toIndex + i);
        }
        for (; i < length; i++) {
            to[toIndex + i] = from[fromIndex + i];
        }
    }

    private void finish(short[] results, int from, byte[] output, int to, int length) {
        int shift = numbers.shift() - numbers.split();
        finish(results, from, shift, numbers.low(), numbers.high(), output, to, length);
    }

    /** Outputs of values that lack the last shift: {@code clamp(value >> shift)}. */
    private static void finish(
            short[] from, int fromIndex, int shift, int low, int high, byte[] to, int toIndex, int length) {
        int i = 0;
        for (; i <= length - SHORTS.length(); i += SHORTS.length()) {
            ShortVector result = shorts(from, fromIndex + i)
                    .lanewise(VectorOperators.ASHR, shift)
                    .max((short) low)
                    .min((short) high);
            Exact.bytes(NARROW, result.convertShape(VectorOperators.S2B, NARROW, 0))
                    .intoArray(to, toIndex + i);
        }
        for (; i < length; i++) {
            to[toIndex + i] = (byte) Math.min(Math.max(from[fromIndex + i] >> shift, low), high);
        }
    }

    /** So many positions in turn, vector of channels by vector of channels. */
    private void walk(short[] rows, int top, int middle, int bottom, short[] results, short[] wholes, int width) {
        int channels = geometry.inChannels();
        int joined = numbers.joined();
        int whole = width / joined;
        int step = joined * geometry.window().strideX() * channels;
        for (int block = 0; block < numbers.blocks(); block++) {
            int at = numbers.lane(block);
            walk(rows, top + at, middle + at, bottom + at, step, block, results, wholes, at, whole);
            if (whole * joined < width) {
                int last = (width - joined) * channels + at;
                walk(rows, top + last, middle + last, bottom + last, step, block, results, wholes, last, 1);
            }
        }
    }

    private void walk(
            short[] rows,
            int top,
            int middle,
            int bottom,
            int step,
            int block,
            short[] results,
            short[] wholes,
            int to,
            int positions) {
        if (numbers.sumsRows()) {
            walkFirstRows(
                    rows,
                    top,
                    middle,
                    step,
                    geometry.inChannels(),
                    numbers.weights(),
                    numbers.lane(block),
                    numbers.stride(),
                    numbers.split(),
                    results,
                    wholes,
                    to,
                    numbers.lanes(),
                    positions);
            walkLastRow(
                    rows,
                    bottom,
                    step,
                    geometry.inChannels(),
                    numbers.weights(),
                    numbers.lane(block),
                    numbers.stride(),
                    numbers.split(),
                    results,
                    wholes,
                    to,
                    numbers.lanes(),
                    positions);
        } else {
            walkFirstPairs(
                    rows,
                    top,
                    middle,
                    step,
                    geometry.inChannels(),
                    numbers.weights(),
                    numbers.lane(block),
                    numbers.stride(),
                    numbers.split(),
                    results,
                    wholes,
                    to,
                    numbers.lanes(),
                    positions);
            walkLastPairs(
                    rows,
                    middle,
                    bottom,
                    step,
                    geometry.inChannels(),
                    numbers.weights(),
                    numbers.lane(block),
                    numbers.stride(),
                    numbers.split(),
                    results,
                    wholes,
                    to,
                    numbers.lanes(),
                    positions);
        }
    }

    /** Has what such layers need compiled. */
    private static void warmUp(boolean sumsRows) {
        int n = SHORTS.length();
        short[] rows = new short[2 * WarmUp.VECTORS * n];
        short[] wholes = new short[rows.length];
        byte[] bytes = new byte[rows.length];
        if (sumsRows) {
            WarmUp.once(
                    "first rows", count -> walkFirstRows(rows, 0, n, n, n, rows, 0, n, 2, rows, wholes, 0, n, count));
            WarmUp.once("last row", count -> walkLastRow(rows, 0, n, n, rows, 0, n, 2, rows, wholes, 0, n, count));
        } else {
            WarmUp.once(
                    "first pairs", count -> walkFirstPairs(rows, 0, n, n, n, rows, 0, n, 2, rows, wholes, 0, n, count));
            WarmUp.once(
                    "last pairs", count -> walkLastPairs(rows, 0, n, n, n, rows, 0, n, 2, rows, wholes, 0, n, count));
        }
        WarmUp.once("widen", count -> widen(bytes, 0, rows, 0, count * n + count));
        WarmUp.once("finish", count -> finish(rows, 0, 2, 0, 9, bytes, 0, count * n + count));
    }

    /**
     * One vector of channels along a row, by three sums, the first two: upper parts to the results, all that fits 16 bits of the sum beside them. Behind
     * the weights lie the offsets' upper parts and their lowest 16 bits. In one method with {@link #walkLastRow} this would be more than the just-in-time
     * compiler takes apart into instructions in every start.
     */
    private static void walkFirstRows(
            short[] rows,
            int top,
            int middle,
            int step,
            int channels,
            short[] weights,
            int lane,
            int stride,
            int split,
            short[] results,
            short[] wholes,
            int to,
            int lanes,
            int positions) {
        ShortVector w0 = shorts(weights, lane);
        ShortVector w1 = shorts(weights, lane + stride);
        ShortVector w2 = shorts(weights, lane + 2 * stride);
        ShortVector w3 = shorts(weights, lane + 3 * stride);
        ShortVector w4 = shorts(weights, lane + 4 * stride);
        ShortVector w5 = shorts(weights, lane + 5 * stride);
        ShortVector upperOffset = shorts(weights, lane + 9 * stride);
        ShortVector offset = shorts(weights, lane + 10 * stride);
        for (int x = 0, at = 0; x < positions; x++, at += step) {
            ShortVector first = shorts(rows, top + at)
                    .mul(w0)
                    .add(shorts(rows, top + at + channels).mul(w1))
                    .add(shorts(rows, top + at + 2 * channels).mul(w2));
            ShortVector second = shorts(rows, middle + at)
                    .mul(w3)
                    .add(shorts(rows, middle + at + channels).mul(w4))
                    .add(shorts(rows, middle + at + 2 * channels).mul(w5));
            first.add(second).add(offset).intoArray(wholes, to + x * lanes);
            upperOffset
                    .add(first.lanewise(VectorOperators.ASHR, split))
                    .add(second.lanewise(VectorOperators.ASHR, split))
                    .intoArray(results, to + x * lanes);
        }
    }

    /** The third sum. */
    private static void walkLastRow(
            short[] rows,
            int bottom,
            int step,
            int channels,
            short[] weights,
            int lane,
            int stride,
            int split,
            short[] results,
            short[] wholes,
            int to,
            int lanes,
            int positions) {
        ShortVector w6 = shorts(weights, lane + 6 * stride);
        ShortVector w7 = shorts(weights, lane + 7 * stride);
        ShortVector w8 = shorts(weights, lane + 8 * stride);
        ShortVector carries = ShortVector.broadcast(SHORTS, CARRIES);
        for (int x = 0, at = 0; x < positions; x++, at += step) {
            ShortVector third = shorts(rows, bottom + at)
                    .mul(w6)
                    .add(shorts(rows, bottom + at + channels).mul(w7))
                    .add(shorts(rows, bottom + at + 2 * channels).mul(w8));
            ShortVector upper = shorts(results, to + x * lanes).add(third.lanewise(VectorOperators.ASHR, split));
            ShortVector lower = shorts(wholes, to + x * lanes).add(third).lanewise(VectorOperators.LSHR, split);
            lower.sub(upper).and(carries).add(upper).intoArray(results, to + x * lanes);
        }
    }

    /**
     * The same by sums of two taps, the first two of five: upper parts to the results, all that fits 16 bits of the sum beside them. In one method
     * with {@link #walkLastPairs} this would be more than the just-in-time compiler takes apart into instructions.
     */
    private static void walkFirstPairs(
            short[] rows,
            int top,
            int middle,
            int step,
            int channels,
            short[] weights,
            int lane,
            int stride,
            int split,
            short[] results,
            short[] wholes,
            int to,
            int lanes,
            int positions) {
        ShortVector w0 = shorts(weights, lane);
        ShortVector w1 = shorts(weights, lane + stride);
        ShortVector w2 = shorts(weights, lane + 2 * stride);
        ShortVector w3 = shorts(weights, lane + 3 * stride);
        ShortVector upperOffset = shorts(weights, lane + 9 * stride);
        ShortVector offset = shorts(weights, lane + 10 * stride);
        for (int x = 0, at = 0; x < positions; x++, at += step) {
            ShortVector first = shorts(rows, top + at)
                    .mul(w0)
                    .add(shorts(rows, top + at + channels).mul(w1));
            ShortVector second = shorts(rows, top + at + 2 * channels)
                    .mul(w2)
                    .add(shorts(rows, middle + at).mul(w3));
            first.add(second).add(offset).intoArray(wholes, to + x * lanes);
            first.lanewise(VectorOperators.ASHR, split)
                    .add(second.lanewise(VectorOperators.ASHR, split))
                    .add(upperOffset)
                    .intoArray(results, to + x * lanes);
        }
    }

    /** The other three of the five sums. */
    private static void walkLastPairs(
            short[] rows,
            int middle,
            int bottom,
            int step,
            int channels,
            short[] weights,
            int lane,
            int stride,
            int split,
            short[] results,
            short[] wholes,
            int to,
            int lanes,
            int positions) {
        ShortVector w4 = shorts(weights, lane + 4 * stride);
        ShortVector w5 = shorts(weights, lane + 5 * stride);
        ShortVector w6 = shorts(weights, lane + 6 * stride);
        ShortVector w7 = shorts(weights, lane + 7 * stride);
        ShortVector w8 = shorts(weights, lane + 8 * stride);
        ShortVector carries = ShortVector.broadcast(SHORTS, CARRIES);
        for (int x = 0, at = 0; x < positions; x++, at += step) {
            ShortVector third = shorts(rows, middle + at + channels)
                    .mul(w4)
                    .add(shorts(rows, middle + at + 2 * channels).mul(w5));
            ShortVector fourth = shorts(rows, bottom + at)
                    .mul(w6)
                    .add(shorts(rows, bottom + at + channels).mul(w7));
            ShortVector fifth = shorts(rows, bottom + at + 2 * channels).mul(w8);
            ShortVector upper = shorts(results, to + x * lanes)
                    .add(third.lanewise(VectorOperators.ASHR, split))
                    .add(fourth.lanewise(VectorOperators.ASHR, split))
                    .add(fifth.lanewise(VectorOperators.ASHR, split));
            ShortVector lower = shorts(wholes, to + x * lanes)
                    .add(third)
                    .add(fourth)
                    .add(fifth)
                    .lanewise(VectorOperators.LSHR, split);
            lower.sub(upper).and(carries).add(upper).intoArray(results, to + x * lanes);
        }
    }

    private static ShortVector shorts(short[] values, int index) {
        return Exact.shorts(SHORTS, values, index);
    }
}
