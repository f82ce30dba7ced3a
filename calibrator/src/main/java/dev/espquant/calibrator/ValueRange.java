package dev.espquant.calibrator;

import dev.espquant.calibrator.scan.Scans;

/**
 * How far some values reach. Ranges form a monoid: {@link #merge} in any order gives the same, {@link #EMPTY} changes nothing.
 *
 * @param min the smallest value; NaN if one of the values is NaN
 * @param max the largest value; NaN if one of the values is NaN
 * @param count how many values there were, or at least that there were some
 */
public record ValueRange(float min, float max, long count) {
    /** The range of no values at all. */
    public static final ValueRange EMPTY = new ValueRange(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0);

    /** The range of an array. Zeros are positive in it, so that no table ever says {@code -0.0}. */
    public static ValueRange of(float... values) {
        return of(values, values.length);
    }

    /** The range of the first elements of an array. */
    static ValueRange of(float[] values, int count) {
        float[] range = new float[2];
        Scans.best().range(values, count, range);
        return new ValueRange(range[0], range[1], count);
    }

    /** The range of values that hold nothing negative, by their maximum: from 0, whether or not a 0 was among them. */
    static ValueRange upTo(float max) {
        return new ValueRange(0, max, 1);
    }

    public ValueRange merge(ValueRange other) {
        return new ValueRange(Math.min(min, other.min), Math.max(max, other.max), count + other.count);
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** Whether there is neither NaN nor infinity among the values. */
    public boolean isFinite() {
        return isEmpty() || (Float.isFinite(min) && Float.isFinite(max));
    }

    /** The largest magnitude; 0 for no values. */
    public float maxMagnitude() {
        return isEmpty() ? 0 : Math.max(Math.abs(min), Math.abs(max));
    }

    public boolean isNonNegative() {
        return min >= 0;
    }
}
