package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.Stage;
import dev.espquant.evaluator.engine.SumRule;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * int16 outputs of sums in double precision, with a shift of its own for each channel: {@code clamp(rint(sum * 2^-s + addend))}. Adding {@code 1.5 * 2^52}
 * rounds half to even, which is one of the chips' roundings; half up is the same of {@code 2^-(s+1)} more, floor of {@code 1/2 - 2^-(s+1)} less. Neither of these
 * two meets a half, so a bias behind the shift may be added before the rounding. Everything before that is exact: a sum has at most {@link #WIDEST_SUM}
 * bits, and one more behind it.
 */
final class ScaledRule {
    static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(Math.max(64, DOUBLES.vectorBitSize() / 4)));

    /** Its lower 16 bits, those of the result, are zero. */
    private static final double MAGIC = 0x1.8p52;

    private static final int WIDEST_SUM = 48;

    /** A bias behind the shift is at most this: 18 bits, of the 52 before and behind the point. */
    private static final long LARGEST_BIAS = 1 << 17;

    /** With a bias behind the shift, all of it and the bits that are shifted out fit a double. */
    private static final int LONGEST_SHIFT_WITH_BIAS = 33;

    /** Shifts beyond this leave nothing of such sums. */
    private static final int LONGEST_SHIFT = 60;

    /** Vectors narrower than this have no counterpart of 16-bit integers. */
    private static final int LEAST_LANES = 4;

    private final double[] scales;
    private final double[] addends;
    private final double[] pattern;
    private final double low;
    private final double high;

    /** A rule that is {@linkplain #covers covered}. */
    ScaledRule(SumRule rule) {
        Stage stage = rule.epilogue().stages().get(0);
        this.scales = new double[rule.channels()];
        this.addends = new double[rule.channels()];
        this.low = stage.low().get(0);
        this.high = stage.high().get(0);
        for (int channel = 0; channel < scales.length; channel++) {
            int shift = -stage.exponents().get(stage.exponents().length() == 1 ? 0 : channel);
            scales[channel] = Math.scalb(1.0, -shift);
            addends[channel] = rule.accumulator().bias(channel) * scales[channel]
                    + bias(stage, channel)
                    + nudge(stage.rounding(), shift);
        }
        this.pattern = new double[Patterns.run(scales.length, DOUBLES.length())];
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = addends[i % addends.length];
        }
    }

    private static long bias(Stage stage, int channel) {
        if (stage.bias().isEmpty()) {
            return 0;
        }
        return stage.bias().get(stage.bias().length() == 1 ? 0 : channel);
    }

    private static double nudge(RoundingMode rounding, int shift) {
        double below = Math.scalb(0.5, -shift);
        if (shift == 0 || rounding == RoundingMode.HALF_EVEN) {
            return 0;
        }
        return rounding == RoundingMode.HALF_UP ? below : below - 0.5;
    }

    /** Whether a rule is one stage to int16 that needs no lane, whose channels fill a vector. */
    static boolean covers(SumRule rule) {
        Stage stage = rule.epilogue().stages().get(0);
        return rule.epilogue().stages().size() == 1
                && stage.rounding() != RoundingMode.TRUNCATE
                && biasFits(stage)
                && stage.low().length() == 1
                && stage.high().length() == 1
                && stage.exponents().stream().allMatch(e -> e <= 0 && e >= -LONGEST_SHIFT)
                && rule.isProven()
                && rule.sumBits() <= WIDEST_SUM
                && rule.epilogue().output() == BitWidth.INT16
                && DOUBLES.length() >= LEAST_LANES
                && rule.channels() >= DOUBLES.length();
    }

    private static boolean biasFits(Stage stage) {
        return stage.bias().isEmpty()
                || (stage.rounding() != RoundingMode.HALF_EVEN
                        && stage.bias().stream().allMatch(bias -> Math.abs(bias) <= LARGEST_BIAS)
                        && stage.exponents().stream().allMatch(e -> e >= -LONGEST_SHIFT_WITH_BIAS));
    }

    /** {@code 2^-s} of each channel. */
    double[] scales() {
        return scales;
    }

    /** Bias and rounding of each channel, in units of outputs. */
    double[] addends() {
        return addends;
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    /**
     * Writes the outputs of whole rows of channels, at least one.
     *
     * @param sums scaled, without addends
     */
    void store(double[] sums, int rows, short[] output, int to) {
        int count = rows * scales.length;
        for (int at = 0; at < count; at += pattern.length) {
            store(sums, at, Math.min(pattern.length, count - at), pattern, low, high, output, to + at);
        }
    }

    /** One run of channels, whose last vector may overlap the one before. */
    private static void store(
            double[] sums, int from, int count, double[] addends, double low, double high, short[] output, int to) {
        int whole = DOUBLES.loopBound(count);
        for (int i = 0; i < whole; i += DOUBLES.length()) {
            DoubleVector addend = DoubleVector.fromArray(DOUBLES, addends, i);
            store(DoubleVector.fromArray(DOUBLES, sums, from + i).add(addend), low, high, output, to + i);
        }
        if (whole < count) {
            int i = count - DOUBLES.length();
            DoubleVector addend = DoubleVector.fromArray(DOUBLES, addends, i);
            store(DoubleVector.fromArray(DOUBLES, sums, from + i).add(addend), low, high, output, to + i);
        }
    }

    /** Has {@link #store} compiled. */
    static void warmUp() {
        int n = DOUBLES.length();
        double[] doubles = new double[WarmUp.VECTORS * n];
        short[] shorts = new short[doubles.length];
        WarmUp.once("scaled", count -> {
            int length = count == 0 ? n : count * n + count;
            store(doubles, 0, length, doubles, -1, 1, shorts, 0);
        });
    }

    /** Writes the outputs of a vector of scaled sums, addends included. */
    static void store(DoubleVector values, double low, double high, short[] output, int to) {
        Exact.shorts(
                        SHORTS,
                        values.max(low)
                                .min(high)
                                .add(MAGIC)
                                .reinterpretAsLongs()
                                .convertShape(VectorOperators.L2S, SHORTS, 0))
                .intoArray(output, to);
    }
}
