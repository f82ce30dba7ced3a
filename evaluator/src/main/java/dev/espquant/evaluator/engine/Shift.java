package dev.espquant.evaluator.engine;

import dev.espquant.quant.RoundingMode;

/** Multiplication of integers by powers of two, with the chip's rounding. */
public final class Shift {
    /** Far beyond every lane and output, and far enough from a long's end that a bias can be added. */
    private static final long HUGE = 1L << 62;

    private Shift() {}

    /**
     * {@code value * 2^exponent}, rounded. A result that leaves 63 bits becomes a number of its sign just as far outside of every output's range:
     * what follows saturates it.
     */
    public static long scale(long value, int exponent, RoundingMode rounding) {
        if (exponent <= 0) {
            return rounding.shift(value, -exponent);
        }
        if (value == 0) {
            return 0;
        }
        return exponent > 62 || (value << exponent) >> exponent != value
                ? (value < 0 ? -HUGE : HUGE)
                : Math.max(-HUGE, Math.min(HUGE, value << exponent));
    }
}
