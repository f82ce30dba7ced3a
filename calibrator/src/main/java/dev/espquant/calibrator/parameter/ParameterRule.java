package dev.espquant.calibrator.parameter;

import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Exponents;
import java.util.Arrays;

/**
 * How ESP-PPQ 1.3.5 finds the exponent of a constant: {@code ceil(log2(scale))}, the scale twice the largest magnitude of a range over the
 * number of integers less one, and at least 1e-8. What the range is differs.
 */
public enum ParameterRule {
    /**
     * From the value that 0.01 % lie below to the one that 0.01 % lie above: in ascending order, counted from one, number
     * {@code floor(n * (1 - 0.9999)) + 1} and number {@code min(floor(n * 0.9999), n - 1) + 1} of {@code n}. For constants that have one
     * exponent.
     */
    PERCENTILE {
        @Override
        double range(float[] values, int from, int to) {
            float[] sorted = Arrays.copyOfRange(values, from, to);
            Arrays.sort(sorted);
            int low = (int) (sorted.length * (1 - SHARE));
            int high = Math.min((int) (sorted.length * SHARE), sorted.length - 1);
            return Math.max(Math.abs(sorted[low]), Math.abs(sorted[high]));
        }
    },
    /** All values. For constants with one exponent per channel. */
    MIN_MAX {
        @Override
        double range(float[] values, int from, int to) {
            float max = 0;
            for (int i = from; i < to; i++) {
                max = Math.max(max, Math.abs(values[i]));
            }
            return max;
        }
    };

    private static final double SHARE = 0.9999;
    private static final double SMALLEST_SCALE = 1e-8;

    /** The largest magnitude of the range that the exponent is chosen for. */
    abstract double range(float[] values, int from, int to);

    /** The exponent of all the values of a constant. */
    public int exponent(float[] values, BitWidth bits) {
        return exponent(values, 0, values.length, bits);
    }

    /**
     * The exponent of part of the values of a constant, such as one output channel of a filter.
     *
     * @param from of the first element, inclusive
     * @param to of the last element, exclusive; there is at least one element
     */
    public int exponent(float[] values, int from, int to, BitWidth bits) {
        if (from >= to) {
            throw new IllegalArgumentException("there is no exponent for no values");
        }
        double steps = (double) bits.max() - bits.min();
        return Exponents.ceilLog2(Math.max(2 * range(values, from, to) / steps, SMALLEST_SCALE));
    }
}
