package dev.espquant.evaluator.engine.simd;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.Lane;
import dev.espquant.evaluator.engine.Stage;
import dev.espquant.evaluator.engine.SumRule;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * int16 outputs of 64-bit sums: {@code clamp((sum + offset) >> shift)}, where the offset holds every bias, one behind the shift {@code 2^shift} times, and
 * half of the last place where that makes a floor a rounding half up.
 */
final class WideShift {
    static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(Math.max(64, LONGS.vectorBitSize() / 4)));

    private static final double MAGIC = 0x1.8p52;

    /** Vectors narrower than this have no counterpart of 16-bit integers. */
    private static final int LEAST_LANES = 4;

    /** Offsets below this, with the largest sums, stay far within a long. */
    private static final int LONGEST_SHIFT = 44;

    private final int channels;
    private final int run;
    private final int shift;
    private final long low;
    private final long high;
    private final long[] offsets;
    private final long[] doubleOffsets;

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
        this.channels = rule.channels();
        this.run = Patterns.run(channels, LONGS.length());
        this.doubleOffsets = new long[run];
        long half = stage.rounding() == RoundingMode.HALF_UP ? 1L << (shift - 1) : 0;
        Lane bias = Lane.ofBits(Short.SIZE + 2);
        for (int channel = 0; channel < offsets.length; channel++) {
            long behind =
                    stage.bias().isEmpty() ? 0 : stage.bias().get(stage.bias().length() == 1 ? 0 : channel);
            offsets[channel] = constants.get(channel) + (bias.saturate(behind) << shift) + half;
        }
        for (int i = 0; i < run; i++) {
            doubleOffsets[i] = offsets[i % channels] - Double.doubleToRawLongBits(MAGIC);
        }
    }

    /** The rule of a layer whose sums are made of all its products. */
    static WideShift of(ConvLayer layer, SumRule rule) {
        return new WideShift(
                rule,
                ImmutableLongArray.copyOf(IntStream.range(0, rule.channels()).mapToLong(layer.accumulator()::bias)));
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

    /**
     * Writes the outputs of whole rows of channels, at least one.
     *
     * @param sums below 2^51
     */
    void store(double[] sums, int rows, short[] output, int to) {
        int count = rows * channels;
        for (int at = 0; at < count; at += run) {
            // The last vector of a run may overlap the one before.
            store(sums, at, Math.min(run, count - at), doubleOffsets, shift, low, high, output, to + at);
        }
    }

    private static void store(
            double[] sums,
            int from,
            int count,
            long[] offsets,
            int shift,
            long low,
            long high,
            short[] output,
            int to) {
        int whole = LONGS.loopBound(count);
        for (int i = 0; i < whole; i += LONGS.length()) {
            LongVector sum = integers(sums, from + i);
            store(sum, LongVector.fromArray(LONGS, offsets, i), shift, low, high, output, to + i);
        }
        if (whole < count) {
            int i = count - LONGS.length();
            LongVector sum = integers(sums, from + i);
            store(sum, LongVector.fromArray(LONGS, offsets, i), shift, low, high, output, to + i);
        }
    }

    /** Bits of {@code sum + 1.5 * 2^52}, the lower of which are the sum. */
    private static LongVector integers(double[] sums, int index) {
        return DoubleVector.fromArray(DOUBLES, sums, index).add(MAGIC).reinterpretAsLongs();
    }

    /** Writes the outputs of a vector of sums. */
    static void store(LongVector sums, LongVector offset, int shift, long low, long high, short[] output, int to) {
        LongVector value =
                sums.add(offset).lanewise(VectorOperators.ASHR, shift).max(low).min(high);
        Exact.shorts(SHORTS, value.convertShape(VectorOperators.L2S, SHORTS, 0)).intoArray(output, to);
    }
}
