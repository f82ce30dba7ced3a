package dev.espquant.quant;

import dev.espquant.ir.Tensor;
import java.util.OptionalInt;

/**
 * Power-of-two exponents from ranges: {@code real = integer * 2^exponent}. All functions take a ratio, the largest magnitude of a tensor over
 * the largest integer, and are exact (no logarithm is rounded), so the same range gives the same exponent on every machine.
 */
public final class Exponents {
    /** 2^0.25 to double precision. */
    private static final double FOURTH_ROOT_OF_TWO = 0x1.306fe0a31b715p0;

    private Exponents() {}

    /** {@code ceil(log2(ratio))}: the smallest exponent at which nothing saturates. ESP-DL 1.x: activations and weights, min-max. */
    public static int ceilLog2(double ratio) {
        return mantissa(ratio) > 1 ? floorLog2(ratio) + 1 : floorLog2(ratio);
    }

    /** {@code round(log2(ratio))}: the nearest exponent; up to 41 % above the range saturates. ESP-DL 1.x: model inputs. */
    public static int roundLog2(double ratio) {
        double mantissa = mantissa(ratio);
        return mantissa * mantissa >= 2 ? floorLog2(ratio) + 1 : floorLog2(ratio);
    }

    /** {@code ceil(log2(ratio) - 0.25)}: ESP-DL 1.x, activations whose threshold the entropy search found. */
    public static int ceilLog2LessQuarter(double ratio) {
        return mantissa(ratio) > FOURTH_ROOT_OF_TWO ? floorLog2(ratio) + 1 : floorLog2(ratio);
    }

    /** The smallest exponent at which no element of a constant saturates; empty for one of zeros, or of numbers that are not finite. */
    public static OptionalInt holding(Tensor constant, BitWidth bits) {
        double largest = 0;
        for (double value : constant.toDoubles()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest < Double.MIN_NORMAL || !Double.isFinite(largest)
                ? OptionalInt.empty()
                : OptionalInt.of(ceilLog2(largest / bits.max()));
    }

    private static double mantissa(double ratio) {
        return Math.scalb(ratio, -floorLog2(ratio));
    }

    private static int floorLog2(double ratio) {
        if (!(ratio >= Double.MIN_NORMAL && ratio <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("no exponent for " + ratio + ": the range must be positive and finite");
        }
        return Math.getExponent(ratio);
    }
}
