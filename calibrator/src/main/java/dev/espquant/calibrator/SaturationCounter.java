package dev.espquant.calibrator;

import dev.espquant.quant.BitWidth;

/**
 * Counts how many values an exponent makes saturate, for all exponents at once and exactly: values are counted by the smallest exponent that
 * holds them. A value {@code x} saturates at {@code e} if {@code x / 2^e}, rounded half to even, lies beyond the integers. Counters are monoids.
 */
final class SaturationCounter {
    private static final int MANTISSA_BITS = 23;
    private static final int MANTISSA_MASK = (1 << MANTISSA_BITS) - 1;

    /** What {@code x / 2^e} may not reach (its half rounds to the even number beyond), and what {@code -x / 2^e} may not exceed. */
    private final int positiveCarry;

    private final int negativeCarry;
    private final int positiveOffset;
    private final int negativeOffset;
    private final long[] positive = new long[258];
    private final long[] negative = new long[258];

    SaturationCounter(BitWidth bits) {
        int tooLarge = Float.floatToIntBits(bits.max() + 0.5f);
        int largest = Float.floatToIntBits(-(bits.min() - 0.5f));
        positiveCarry = MANTISSA_MASK + 1 - (tooLarge & MANTISSA_MASK);
        negativeCarry = MANTISSA_MASK - (largest & MANTISSA_MASK);
        positiveOffset = tooLarge >>> MANTISSA_BITS;
        negativeOffset = largest >>> MANTISSA_BITS;
    }

    void add(float... values) {
        for (float value : values) {
            int pattern = Float.floatToRawIntBits(value);
            if (pattern >= 0) {
                positive[(pattern + positiveCarry) >>> MANTISSA_BITS]++;
            } else {
                negative[((pattern & Integer.MAX_VALUE) + negativeCarry) >>> MANTISSA_BITS]++;
            }
        }
    }

    SaturationCounter merge(SaturationCounter other) {
        for (int i = 0; i < positive.length; i++) {
            positive[i] += other.positive[i];
            negative[i] += other.negative[i];
        }
        return this;
    }

    /** The share of values above the largest integer at an exponent. */
    double shareAbove(int exponent) {
        return share(above(exponent));
    }

    /** The share of values beyond the integers at an exponent, on either side. */
    double shareBeyond(int exponent) {
        return share(above(exponent) + count(negative, negativeOffset + exponent));
    }

    private long above(int exponent) {
        return count(positive, positiveOffset + exponent);
    }

    private double share(long count) {
        long all = count(positive, -1) + count(negative, -1);
        return all == 0 ? 0 : (double) count / all;
    }

    /** Values whose cell lies beyond a cell. */
    private static long count(long[] cells, int beyond) {
        long count = 0;
        for (int i = Math.max(0, beyond + 1); i < cells.length; i++) {
            count += cells[i];
        }
        return count;
    }
}
