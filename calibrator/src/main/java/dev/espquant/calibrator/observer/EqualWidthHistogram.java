package dev.espquant.calibrator.observer;

import dev.espquant.calibrator.ValueRange;
import dev.espquant.calibrator.scan.EqualWidthBins;
import dev.espquant.calibrator.scan.Scans;

/**
 * Counts float values in 2048 {@linkplain EqualWidthBins bins of equal width}, as the vendor's tool does with numpy.
 *
 * <p>Non-negative data has bins over {@code [0, max]} and its exact zeros are not counted; data with negative values has bins over
 * {@code [-max|x|, max|x|]} and its zeros are counted.
 */
final class EqualWidthHistogram {
    static final int BINS = 2048;

    private final boolean signed;
    private final EqualWidthBins bins;
    private final Counts counts = new Counts(BINS);
    private final BinScratch scratch = new BinScratch();
    private float minMagnitude = Float.POSITIVE_INFINITY;

    private EqualWidthHistogram(boolean signed, EqualWidthBins bins) {
        this.signed = signed;
        this.bins = bins;
    }

    /** Whether a range can be divided at all: the bins of values near the smallest float would have no width. */
    static boolean canDivide(ValueRange range) {
        return range.maxMagnitude() >= Float.MIN_NORMAL;
    }

    /** An empty histogram for values of a known range. */
    static EqualWidthHistogram over(ValueRange range) {
        boolean signed = !range.isNonNegative();
        double max = range.maxMagnitude();
        return new EqualWidthHistogram(signed, new EqualWidthBins(signed ? -max : 0, max, BINS));
    }

    /** Counts the first elements of an array; all of them lie within the range. */
    void add(float[] values, int count) {
        Scans scans = Scans.best();
        int[] hits = scratch.room(count);
        scans.equalWidthBins(values, count, bins, hits);
        counts.count(hits, count);
        if (!signed) {
            counts.add(0, -scans.zeros(values, count));
        }
        if (minMagnitude > 0) {
            minMagnitude = Math.min(minMagnitude, scans.smallestMagnitude(values, count));
        }
    }

    /** This histogram with the counts of another one over the same range. */
    EqualWidthHistogram merge(EqualWidthHistogram other) {
        if (!bins.equalTo(other.bins)) {
            throw new IllegalArgumentException("histograms over different ranges cannot be merged");
        }
        counts.add(other.counts);
        minMagnitude = Math.min(minMagnitude, other.minMagnitude);
        return this;
    }

    boolean isSigned() {
        return signed;
    }

    /** Width of a bin. */
    double width() {
        return bins.width();
    }

    /** The smallest magnitude, zeros included. */
    float minMagnitude() {
        return minMagnitude;
    }

    /** A copy of the counts. */
    long[] counts() {
        return counts.total();
    }
}
