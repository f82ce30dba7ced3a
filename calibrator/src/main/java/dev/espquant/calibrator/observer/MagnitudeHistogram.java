package dev.espquant.calibrator.observer;

import dev.espquant.calibrator.scan.Scans;

/**
 * Counts magnitudes in bins of equal width over {@code [0, max]}. ESP-PPQ counts with {@code torch.histc}: the bin is
 * {@code |x| * bins / max}, in float32 step by step, cut to an integer; the maximum itself belongs to the last bin.
 */
final class MagnitudeHistogram {
    private final float max;
    private final int bins;
    private final Counts counts;
    private final BinScratch scratch = new BinScratch();

    /** An empty histogram; the number of bins is a power of two. */
    MagnitudeHistogram(float max, int bins) {
        this.max = max;
        this.bins = bins;
        this.counts = new Counts(bins);
    }

    /** Counts the first elements of an array; no magnitude exceeds the maximum. */
    void add(float[] values, int count) {
        int[] hits = scratch.room(count);
        Scans.best().magnitudeBins(values, count, max, bins, hits);
        counts.count(hits, count);
    }

    /** This histogram with the counts of another one over the same range. */
    MagnitudeHistogram merge(MagnitudeHistogram other) {
        if (max != other.max || bins != other.bins) {
            throw new IllegalArgumentException("histograms over different ranges cannot be merged");
        }
        counts.add(other.counts);
        return this;
    }

    float max() {
        return max;
    }

    /** A copy of the counts. */
    long[] counts() {
        return counts.total();
    }
}
