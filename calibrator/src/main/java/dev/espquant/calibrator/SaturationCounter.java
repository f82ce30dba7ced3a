package dev.espquant.calibrator;

import dev.espquant.quant.BitWidth;

/**
 * Counts how many values an exponent makes saturate, for all exponents at once and exactly: values are counted by the smallest exponent that
 * holds them. A value {@code x} counts as saturated at {@code e} if the nearest integer to {@code x / 2^e} loses more than one step: data in
 * [0, 1] at exponent -7, where 1 becomes 127 instead of 128, is what ESP-DL 1.x means to have. Counters are monoids.
 */
final class SaturationCounter {
    private static final int MANTISSA_BITS = 23;
    private static final int MANTISSA_MASK = (1 << MANTISSA_BITS) - 1;

    /** What takes a mantissa beyond the largest value that an exponent holds over into the exponent of the bit pattern. */
    private final int positiveCarry;

    private final int negativeCarry;
    private final int positiveOffset;
    private final int negativeOffset;
    private final long[] positive = new long[258];
    private final long[] negative = new long[258];

    SaturationCounter(BitWidth bits) {
        int largest = Float.floatToIntBits((float) largest(bits));
        int smallest = Float.floatToIntBits((float) -smallest(bits));
        positiveCarry = MANTISSA_MASK - (largest & MANTISSA_MASK);
        negativeCarry = MANTISSA_MASK - (smallest & MANTISSA_MASK);
        positiveOffset = largest >>> MANTISSA_BITS;
        negativeOffset = smallest >>> MANTISSA_BITS;
    }

    /** The largest value, in steps, that does not count as saturated. */
    static double largest(BitWidth bits) {
        return bits.max() + 1.0;
    }

    /** The smallest value, in steps, that does not count as saturated. */
    static double smallest(BitWidth bits) {
        return bits.min() - 1.0;
    }

    /** Counts the first elements of an array. */
    void add(float[] values, int count) {
        for (int i = 0; i < count; i++) {
            int pattern = Float.floatToRawIntBits(values[i]);
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
