package dev.espquant.calibrator;

import dev.espquant.calibrator.scan.Scans;
import dev.espquant.quant.BitWidth;

/**
 * Counts how many values saturate at some neighbouring exponents, exactly. A value {@code x} counts as saturated at {@code e} if the nearest
 * integer to {@code x / 2^e} loses more than one step: data in [0, 1] at exponent -7, where 1 becomes 127 instead of 128, is what ESP-DL 1.x
 * means to have. Counters are monoids.
 */
final class SaturationCounter {
    private final int first;
    /** For each exponent the largest value that does not saturate, then, for each, the smallest. */
    private final float[] limits;

    private final long[] beyond;
    private long all;

    /**
     * A counter that has seen nothing.
     *
     * @param first of the exponents
     * @param exponents how many
     */
    SaturationCounter(BitWidth bits, int first, int exponents) {
        this.first = first;
        limits = new float[2 * exponents];
        beyond = new long[2 * exponents];
        for (int i = 0; i < exponents; i++) {
            limits[i] = (float) Math.scalb(largest(bits), first + i);
            limits[exponents + i] = (float) Math.scalb(smallest(bits), first + i);
        }
    }

    /** The largest value, in steps, that does not count as saturated. */
    static double largest(BitWidth bits) {
        return bits.max() + 1.0;
    }

    /** The smallest value, in steps, that does not count as saturated. */
    static double smallest(BitWidth bits) {
        return bits.min() - 1.0;
    }

    /** Counts the values of a piece; limits that its range does not reach cost nothing. */
    void add(Observation piece) {
        for (int i = 0; i < limits.length; i++) {
            if (reaches(piece.range(), limits[i])) {
                beyond[i] += Scans.best().beyond(piece.values(), piece.count(), limits[i]);
            }
        }
        all += piece.count();
    }

    private static boolean reaches(ValueRange range, float limit) {
        return limit < 0 ? range.min() < limit : range.max() > limit;
    }

    SaturationCounter merge(SaturationCounter other) {
        for (int i = 0; i < beyond.length; i++) {
            beyond[i] += other.beyond[i];
        }
        all += other.all;
        return this;
    }

    /** Whether it counts for an exponent. */
    boolean covers(int exponent) {
        return exponent >= first && exponent < first + exponents();
    }

    private int exponents() {
        return limits.length / 2;
    }

    /** The share of values above the largest integer at an exponent that is covered. */
    double shareAbove(int exponent) {
        return share(beyond[exponent - first]);
    }

    /** The share of values beyond the integers at an exponent that is covered, on either side. */
    double shareBeyond(int exponent) {
        return share(beyond[exponent - first] + beyond[exponents() + exponent - first]);
    }

    private double share(long count) {
        return all == 0 ? 0 : (double) count / all;
    }
}
