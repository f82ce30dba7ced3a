package dev.espquant.calibrator;

import dev.espquant.evaluator.data.FloatTensor;

/**
 * What one value of the graph held in one batch of samples.
 *
 * @param tensor all elements, finite, batch dimension first; shared between observers, which must not change them
 * @param range how far they reach
 */
public record Observation(FloatTensor tensor, ValueRange range) {
    public static Observation of(FloatTensor tensor) {
        return new Observation(tensor, ValueRange.of(tensor.values()));
    }

    /** An observation of a vector. */
    public static Observation of(float... values) {
        return of(FloatTensor.of(new long[] {values.length}, values));
    }

    public float[] values() {
        return tensor.values();
    }
}
