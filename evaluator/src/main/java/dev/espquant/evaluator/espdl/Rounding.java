package dev.espquant.evaluator.espdl;

import dev.espquant.quant.RoundingMode;

/**
 * The rounding of one chip, of shifts and of real numbers. Source: ESP-DL's portable kernels (all suite vectors agree).
 *
 * @param mode {@link RoundingMode#HALF_UP} or {@link RoundingMode#HALF_EVEN}
 */
public record Rounding(RoundingMode mode) {

    /** {@code value * 2^-bits}, rounded; to the left it saturates at 64 bits. */
    public long shift(long value, int bits) {
        if (bits >= 0) {
            return mode.shift(value, bits);
        }
        int left = Math.min(-bits, 63);
        long shifted = value << left;
        if (shifted >> left == value) {
            return shifted;
        }
        return value < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /**
     * A real number as an integer. Half up is {@code floor(x + 0.5)} with a sum rounded to float32, so that the largest number below one half
     * becomes 1, as on the chips.
     */
    public long round(float value) {
        return switch (mode) {
            case HALF_EVEN -> (long) Math.rint((double) value);
            case HALF_UP, FLOOR, TRUNCATE -> (long) Math.floor((double) (value + 0.5f));
        };
    }

    /** {@code 2^exponent}, exact. */
    public static float power(int exponent) {
        return Math.scalb(1f, exponent);
    }
}
