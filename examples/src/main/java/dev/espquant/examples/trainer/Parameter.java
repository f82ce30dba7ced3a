package dev.espquant.examples.trainer;

import java.util.Arrays;
import java.util.List;

/**
 * Numbers that a layer owns and that are exported as one ONNX initializer, with the gradient of the loss towards them.
 *
 * @param name the initializer's name, for example {@code conv1.weight}
 * @param shape its dimensions
 * @param trainable whether the optimizer changes it; running statistics are moved by their layer instead
 * @param values row-major, float precision only after {@link #roundToFloat()}
 * @param gradient as long as {@code values}; layers add to it, {@link #clearGradient()} empties it
 */
@SuppressWarnings("ArrayRecordComponent") // the arrays are the mutable state; never compared
record Parameter(String name, List<Integer> shape, boolean trainable, double[] values, double[] gradient) {

    /** A parameter that the optimizer changes, all {@code initial}. */
    static Parameter trained(String name, double initial, Integer... shape) {
        return filled(name, true, initial, shape);
    }

    /** A statistic, all {@code initial}. */
    static Parameter statistic(String name, double initial, Integer... shape) {
        return filled(name, false, initial, shape);
    }

    private static Parameter filled(String name, boolean trainable, double initial, Integer... shape) {
        int length = 1;
        for (int dimension : shape) {
            length *= dimension;
        }
        double[] values = new double[length];
        Arrays.fill(values, initial);
        return new Parameter(name, List.of(shape), trainable, values, new double[length]);
    }

    void clearGradient() {
        Arrays.fill(gradient, 0);
    }

    /** Rounds the values to what float32 can hold, which is what the model file stores. */
    void roundToFloat() {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) values[i];
        }
    }
}
