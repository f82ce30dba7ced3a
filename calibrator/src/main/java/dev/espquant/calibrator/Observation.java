package dev.espquant.calibrator;

import java.util.Arrays;

/**
 * Some of the values that one tensor of the graph holds: a piece of any length, in which samples may begin and end anywhere. All of them are
 * finite. The array is reused for the next piece: an observer takes what it needs and leaves the array alone.
 */
public final class Observation {
    private static final float[] NOTHING = {};

    private final float[] values;
    private final int count;
    private final ValueRange range;

    private Observation(float[] values, int count, ValueRange range) {
        this.values = values;
        this.count = count;
        this.range = range;
    }

    /** An observation of all the elements of an array. */
    public static Observation of(float... values) {
        return of(values, values.length);
    }

    /** An observation of the first elements of an array. */
    public static Observation of(float[] values, int count) {
        return of(values, count, ValueRange.of(values, count));
    }

    /** An observation of the first elements of an array whose range is known. */
    static Observation of(float[] values, int count, ValueRange range) {
        return new Observation(values, count, range);
    }

    /** An observation for observers that {@linkplain Observer#wantsValues() look at the range only}. */
    static Observation of(ValueRange range) {
        return new Observation(NOTHING, 0, range);
    }

    /** The values, in the first {@link #count} elements; what lies behind them means nothing. */
    public float[] values() {
        return values;
    }

    /** How many elements of {@link #values} are meant. */
    public int count() {
        return count;
    }

    /** How far the values reach. */
    public ValueRange range() {
        return range;
    }

    @Override
    public String toString() {
        return "Observation" + Arrays.toString(Arrays.copyOf(values, count));
    }
}
