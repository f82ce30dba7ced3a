package dev.espquant.evaluator.espdl;

import dev.espquant.quant.RoundingMode;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl3.EspDl3;

/**
 * The rounding of one chip, of shifts and of real numbers. Source: ESP-DL's portable kernels (all suite vectors agree).
 *
 * @param mode {@link RoundingMode#HALF_UP} or {@link RoundingMode#HALF_EVEN}
 */
public record Rounding(RoundingMode mode) {

    /** That of a chip under ESP-DL 3.x. */
    public static Rounding of(TargetRuntime facts) {
        return new Rounding(EspDl3.arithmetic(facts).shiftRounding());
    }

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

    /** Quantizes real numbers into an integer array of as many elements: {@code round(x * 2^-exponent)}, saturated. */
    public void quantize(float[] values, EspdlArray target) {
        float rescale = power(-target.exponent());
        Range range = Range.of(target.type());
        for (int i = 0; i < values.length; i++) {
            target.put(i, range.saturate(round(values[i] * rescale)));
        }
    }

    /** {@code 2^exponent}, exact. */
    public static float power(int exponent) {
        return Math.scalb(1f, exponent);
    }
}
