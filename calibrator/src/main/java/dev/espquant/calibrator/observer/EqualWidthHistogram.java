package dev.espquant.calibrator.observer;

import dev.espquant.calibrator.ValueRange;
import java.util.Arrays;

/**
 * Counts float values in 2048 bins of equal width, bit for bit as {@code numpy.histogram} does for a float32 array and a given range: edges are
 * computed in double precision, rounded to float, and a value belongs to the bin whose float edges enclose it (the upper edge belongs to the
 * next bin, except the last one). Numpy's own estimate of the bin may be off by one, which it corrects by comparing with the edges; the result
 * depends on the edges alone.
 *
 * <p>Non-negative data has bins over {@code [0, max]} and its exact zeros are not counted; data with negative values has bins over
 * {@code [-max|x|, max|x|]} and its zeros are counted.
 */
final class EqualWidthHistogram {
    static final int BINS = 2048;

    private final boolean signed;
    private final double width;
    private final float[] edges;
    private final long[] counts = new long[BINS];
    private float minMagnitude = Float.POSITIVE_INFINITY;

    private EqualWidthHistogram(boolean signed, double width, float[] edges) {
        this.signed = signed;
        this.width = width;
        this.edges = edges;
    }

    /** Whether a range can be divided at all: the bins of values near the smallest float would have no width. */
    static boolean canDivide(ValueRange range) {
        return range.maxMagnitude() >= Float.MIN_NORMAL;
    }

    /** An empty histogram for values of a known range. */
    static EqualWidthHistogram over(ValueRange range) {
        boolean signed = !range.isNonNegative();
        double max = range.maxMagnitude();
        double first = signed ? -max : 0;
        double width = (max - first) / BINS;
        float[] edges = new float[BINS + 1];
        for (int i = 0; i <= BINS; i++) {
            edges[i] = (float) (i * width + first);
        }
        return new EqualWidthHistogram(signed, width, edges);
    }

    /** Counts the first elements of an array; all of them lie within the range. */
    void add(float[] values, int count) {
        if (signed) {
            addSigned(values, count);
        } else {
            addNonNegative(values, count);
        }
    }

    private void addSigned(float[] values, int count) {
        float smallest = minMagnitude;
        for (int i = 0; i < count; i++) {
            counts[bin(values[i])]++;
            smallest = Math.min(smallest, Math.abs(values[i]));
        }
        minMagnitude = smallest;
    }

    private void addNonNegative(float[] values, int count) {
        float smallest = minMagnitude;
        for (int i = 0; i < count; i++) {
            if (values[i] != 0) {
                counts[bin(values[i])]++;
            }
            smallest = Math.min(smallest, values[i]);
        }
        minMagnitude = smallest;
    }

    private int bin(float value) {
        int estimate = Math.min((int) ((value - (double) edges[0]) / width), BINS - 1);
        if (value < edges[estimate]) {
            return estimate - 1;
        }
        return estimate < BINS - 1 && value >= edges[estimate + 1] ? estimate + 1 : estimate;
    }

    /** This histogram with the counts of another one over the same range. */
    EqualWidthHistogram merge(EqualWidthHistogram other) {
        if (!Arrays.equals(edges, other.edges)) {
            throw new IllegalArgumentException("histograms over different ranges cannot be merged");
        }
        for (int i = 0; i < BINS; i++) {
            counts[i] += other.counts[i];
        }
        minMagnitude = Math.min(minMagnitude, other.minMagnitude);
        return this;
    }

    boolean isSigned() {
        return signed;
    }

    /** Width of a bin. */
    double width() {
        return width;
    }

    /** The smallest magnitude, zeros included. */
    float minMagnitude() {
        return minMagnitude;
    }

    /** A copy of the counts. */
    long[] counts() {
        return counts.clone();
    }
}
