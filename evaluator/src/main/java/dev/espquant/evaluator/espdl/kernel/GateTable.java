package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.Rounding;
import java.util.function.DoubleUnaryOperator;

/**
 * A gate's curve as the table that the runtime makes: float32 values at the gate's exponent for integers from 0 to a bound, the other half by symmetry,
 * constant beyond.
 */
final class GateTable {
    private static final double SIGMOID_BOUND = 6.3;
    private static final double TANH_BOUND = 3.5;

    private final float[] values;
    private final float sum;

    private GateTable(int exponent, double bound, float sum, DoubleUnaryOperator curve) {
        float scale = Rounding.power(exponent);
        int largest = (int) ((float) bound / scale) + 1;
        this.values = new float[largest + 1];
        this.sum = sum;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) curve.applyAsDouble(i * scale);
        }
    }

    static GateTable sigmoid(int exponent) {
        return new GateTable(exponent, SIGMOID_BOUND, 1, x -> Reals.sigmoid((float) x));
    }

    static GateTable tanh(int exponent) {
        return new GateTable(exponent, TANH_BOUND, 0, x -> Reals.tanh((float) x));
    }

    /** The value at an integer: {@code f(-x) = sum - f(x)}. */
    float get(long index) {
        float value = values[(int) Math.min(Math.abs(index), values.length - 1)];
        return index >= 0 ? value : sum - value;
    }
}
