package dev.espquant.calibrator.observer;

/**
 * Natural logarithms to an absolute error of 1e-9, several times as quick as those of the library, from a table of the logarithms of the
 * leading digits and two terms of the series for what remains.
 */
final class FastLog {
    private static final int DIGITS = 11;
    private static final int MANTISSA = 52;
    private static final double LN2 = StrictMath.log(2);
    private static final double[] LOGS = new double[1 << DIGITS];
    private static final double[] INVERSES = new double[1 << DIGITS];

    static {
        for (int i = 0; i < LOGS.length; i++) {
            double middle = 1 + (i + 0.5) / LOGS.length;
            LOGS[i] = StrictMath.log(middle);
            INVERSES[i] = 1 / middle;
        }
    }

    private FastLog() {}

    /** The logarithm of a positive, normal number. */
    static double of(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> MANTISSA) - Double.MAX_EXPONENT;
        int digits = (int) (bits >>> (MANTISSA - DIGITS)) & (LOGS.length - 1);
        double mantissa = Double.longBitsToDouble((bits & ((1L << MANTISSA) - 1)) | Double.doubleToRawLongBits(1));
        double rest = mantissa * INVERSES[digits] - 1; // at most 2^-12
        return exponent * LN2 + LOGS[digits] + rest * (1 - rest * (0.5 - rest / 3));
    }
}
