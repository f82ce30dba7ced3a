package dev.espquant.calibrator.scan;

import java.util.Arrays;

/**
 * Bins of equal width, bit for bit as {@code numpy.histogram} divides a range for float32 values: edges are computed in double precision,
 * rounded to float, and a value belongs to the bin whose float edges enclose it (the upper edge belongs to the next bin, except the last one).
 */
public final class EqualWidthBins {
    private final int count;
    private final double width;
    private final float[] edges;

    /** Divides the range from {@code first} to {@code last}. */
    public EqualWidthBins(double first, double last, int count) {
        this.count = count;
        this.width = (last - first) / count;
        this.edges = new float[count + 1];
        for (int i = 0; i <= count; i++) {
            edges[i] = (float) (i * width + first);
        }
    }

    public int count() {
        return count;
    }

    /** Width of a bin. */
    public double width() {
        return width;
    }

    /** The lower edge of the first bin. */
    public float first() {
        return edges[0];
    }

    /** The bin of a value; one that lies outside belongs to the bin at that end. */
    public int of(float value) {
        if (value >= edges[count - 1] || value <= edges[0]) {
            return value <= edges[0] ? 0 : count - 1;
        }
        int estimate = (int) Math.max(0, Math.min(((double) value - edges[0]) / width, count - 1));
        if (estimate > 0 && value < edges[estimate]) {
            return estimate - 1;
        }
        return estimate < count - 1 && value >= edges[estimate + 1] ? estimate + 1 : estimate;
    }

    /** Whether both divide the same range in the same way. */
    public boolean equalTo(EqualWidthBins other) {
        return Arrays.equals(edges, other.edges);
    }
}
