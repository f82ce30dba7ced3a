package dev.espquant.evaluator.engine.simd;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.evaluator.engine.Lane;
import dev.espquant.evaluator.engine.Stage;
import dev.espquant.evaluator.engine.SumRule;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * int16 outputs of 64-bit sums: {@code clamp((sum + offset) >> shift)}, where the offset holds every bias, one behind the shift {@code 2^shift} times, and
 * half of the last place where that makes a floor a rounding half up.
 */
final class WideShift {
    static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(Math.max(64, LONGS.vectorBitSize() / 4)));

    /** Vectors narrower than this have no counterpart of 16-bit integers. */
    private static final int LEAST_LANES = 4;

    /** Offsets below this, with the largest sums, stay far within a long. */
    private static final int LONGEST_SHIFT = 44;

    private final int shift;
    private final long low;
    private final long high;
    private final long[] offsets;

    /**
     * A rule that is {@linkplain #covers covered}.
     *
     * @param constants added to the sums of each channel, the accumulator's bias included
     */
    WideShift(SumRule rule, ImmutableLongArray constants) {
        Stage stage = rule.epilogue().stages().get(0);
        this.shift = -stage.exponents().get(0);
        this.low = stage.low().get(0);
        this.high = stage.high().get(0);
        this.offsets = new long[rule.channels()];
        long half = stage.rounding() == RoundingMode.HALF_UP ? 1L << (shift - 1) : 0;
        Lane bias = Lane.ofBits(Short.SIZE + 2);
        for (int channel = 0; channel < offsets.length; channel++) {
            long behind =
                    stage.bias().isEmpty() ? 0 : stage.bias().get(stage.bias().length() == 1 ? 0 : channel);
            offsets[channel] = constants.get(channel) + (bias.saturate(behind) << shift) + half;
        }
    }

    /** Whether a rule is one shift to int16 that needs no lane, whose channels fill a vector. */
    static boolean covers(SumRule rule) {
        Stage stage = rule.epilogue().stages().get(0);
        boolean rounds = stage.rounding() == RoundingMode.FLOOR || stage.rounding() == RoundingMode.HALF_UP;
        boolean uniform = stage.exponents().length() == 1
                && stage.low().length() == 1
                && stage.high().length() == 1;
        int places = -stage.exponents().get(0);
        return rule.epilogue().stages().size() == 1
                && rounds
                && uniform
                && places >= (stage.rounding() == RoundingMode.FLOOR ? 0 : 1)
                && places <= LONGEST_SHIFT
                && rule.isProven()
                && rule.sumBits() <= Long.SIZE - Short.SIZE
                && rule.epilogue().output() == BitWidth.INT16
                && LONGS.length() >= LEAST_LANES
                && rule.channels() >= LONGS.length();
    }

    int shift() {
        return shift;
    }

    long low() {
        return low;
    }

    long high() {
        return high;
    }

    /** What is added to the sums of each channel. */
    long[] offsets() {
        return offsets;
    }

    /** Writes the outputs of a vector of sums. */
    static void store(LongVector sums, LongVector offset, int shift, long low, long high, short[] output, int to) {
        LongVector value =
                sums.add(offset).lanewise(VectorOperators.ASHR, shift).max(low).min(high);
        ((ShortVector) value.convertShape(VectorOperators.L2S, SHORTS, 0)).intoArray(output, to);
    }
}
