package dev.espquant.evaluator.equivalence;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * Compares an output with that of the original, element by element.
 *
 * <p>Reals may differ by the tolerance times the range of the original's values, plus what single precision cannot tell apart: {@value #ROUNDING}
 * of their largest magnitude, which is 32 units in the last place. Without the latter an output that is constant, or nearly so, would allow no
 * rounding at all. An output of nothing but zeros allows {@value #NEAR_ZERO}. Integers, truth values and texts must be equal. NaN equals NaN, and
 * an infinity itself.
 */
final class OutputComparison {
    private static final double ROUNDING = 0x1p-18;
    private static final double NEAR_ZERO = 1e-6;

    private OutputComparison() {}

    static OutputDifference compare(String name, Tensor expected, Tensor actual, double tolerance) {
        if (expected.type() != actual.type() || !Arrays.equals(expected.sizes(), actual.sizes())) {
            return mismatch(name, "is " + shown(actual) + " where the original gives " + shown(expected));
        }
        if (expected.type() == DataType.STRING) {
            return expected.equals(actual)
                    ? new OutputDifference(name, 0, 0, 0, Optional.empty())
                    : mismatch(name, "holds other texts than the original's");
        }
        return numbers(name, expected, actual, tolerance);
    }

    static OutputDifference mismatch(String name, String what) {
        return new OutputDifference(name, Double.POSITIVE_INFINITY, 0, 0, Optional.of(what));
    }

    private static OutputDifference numbers(String name, Tensor expected, Tensor actual, double tolerance) {
        double[] left = expected.toDoubles();
        double[] right = actual.toDoubles();
        double largest = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < left.length; i++) {
            largest = Math.max(largest, difference(left[i], right[i]));
            if (Double.isFinite(left[i])) {
                min = Math.min(min, left[i]);
                max = Math.max(max, left[i]);
            }
        }
        double range = max > min ? max - min : 0;
        double magnitude = max >= min ? Math.max(Math.abs(min), Math.abs(max)) : 0;
        double allowed = expected.type().isInteger() ? 0 : allowed(range, magnitude, tolerance);
        return new OutputDifference(name, largest, range, allowed, Optional.empty());
    }

    private static double allowed(double range, double magnitude, double tolerance) {
        return magnitude == 0 ? NEAR_ZERO : tolerance * range + ROUNDING * magnitude;
    }

    private static double difference(double a, double b) {
        if (a == b || Double.compare(a, b) == 0) {
            return 0;
        }
        double difference = Math.abs(a - b);
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    private static String shown(Tensor tensor) {
        return tensor.type().onnxName() + tensor.shape();
    }
}
