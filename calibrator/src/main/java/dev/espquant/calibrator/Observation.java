package dev.espquant.calibrator;

/**
 * What one tensor held in one batch of samples.
 *
 * @param values all elements, finite; shared between observers, which must not change them
 * @param range how far they reach
 */
public record Observation(float[] values, ValueRange range) {
    public static Observation of(float... values) {
        return new Observation(values, ValueRange.of(values));
    }
}
