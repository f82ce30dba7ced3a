package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.PlaneRequantizer;
import dev.espquant.evaluator.engine.PlaneRule;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** int16 outputs of the four sums of bytes, joined in 64 bits, then as {@link WideShift} says. */
final class VectorPlaneRequantizer implements PlaneRequantizer {
    private static final VectorSpecies<Long> LONGS = WideShift.LONGS;
    private static final VectorSpecies<Integer> INTS =
            VectorSpecies.of(int.class, VectorShape.forBitSize(Math.max(64, LONGS.vectorBitSize() / 2)));

    private final int channels;
    private final WideShift rule;
    private final long[] signs;
    private final long[] offsets;

    VectorPlaneRequantizer(PlaneRule planes) {
        this.channels = planes.rule().channels();
        this.rule = new WideShift(planes.rule(), planes.constants());
        this.signs =
                planes.signs().stream().mapToLong(sign -> sign < 0 ? -1 : 0).toArray();
        this.offsets = new long[channels];
        for (int channel = 0; channel < channels; channel++) {
            offsets[channel] = rule.offsets()[channel] - signs[channel];
        }
    }

    /** Whether the rule is covered. */
    static boolean covers(PlaneRule planes) {
        return WideShift.covers(planes.rule());
    }

    @Override
    public long run(int[] products, int rows, QuantizedBuffer output, int from) {
        int lower = 2 * rows * channels;
        for (int row = 0; row < rows; row++) {
            int to = from + row * channels;
            row(
                    products,
                    row * 2 * channels,
                    lower,
                    channels,
                    signs,
                    offsets,
                    rule.shift(),
                    rule.low(),
                    rule.high(),
                    output.shorts(),
                    to);
        }
        return 0;
    }

    /** One row of channels; its last vector overlaps the one before. */
    private static void row(
            int[] products,
            int first,
            int lower,
            int channels,
            long[] signs,
            long[] offsets,
            int shift,
            long low,
            long high,
            short[] output,
            int to) {
        for (int i = 0; i < channels; i += LONGS.length()) {
            int at = Math.min(i, channels - LONGS.length());
            int upper = first + at;
            LongVector top = longs(ints(products, upper)).lanewise(VectorOperators.LSHL, 2 * Byte.SIZE);
            LongVector middle = longs(ints(products, upper + channels).add(ints(products, lower + upper)))
                    .lanewise(VectorOperators.LSHL, Byte.SIZE);
            LongVector bottom = longs(ints(products, lower + upper + channels));
            LongVector offset = LongVector.fromArray(LONGS, offsets, at);
            // -x is the complement of x, plus the one that the offset holds.
            LongVector sum =
                    top.add(middle).add(bottom).lanewise(VectorOperators.XOR, LongVector.fromArray(LONGS, signs, at));
            WideShift.store(sum, offset, shift, low, high, output, to + at);
        }
    }

    private static IntVector ints(int[] values, int index) {
        return Exact.ints(INTS, values, index);
    }

    private static LongVector longs(IntVector values) {
        return (LongVector) values.convertShape(VectorOperators.I2L, LONGS, 0);
    }
}
