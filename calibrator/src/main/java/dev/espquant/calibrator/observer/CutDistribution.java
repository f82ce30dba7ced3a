package dev.espquant.calibrator.observer;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * A histogram that is cut to some of its bins: the distribution {@code p} with what was cut off in its end bins, its quantized version
 * {@code q}, and the divergence between the two. Every operation, float or double, has the order and the precision of the numpy program that
 * this stands for (pairwise sums included), so that equal candidates stay equal. The arrays are reused from cut to cut; sums over the bins of a
 * group come from running sums of whole numbers, which are exact in any order.
 */
final class CutDistribution {
    static final double SMOOTHING = 1e-4;

    private final long[] counts;
    private final int groups;
    /** Sums of all counts, and numbers of bins that are not empty, in front of a bin. */
    private final long[] countsBefore;

    private final int[] filledBefore;
    private final float[] p;
    private final float[] q;
    private final double[] averages;
    private final double[] terms;

    private int from;
    private int size;
    private boolean firstFilled;
    private boolean lastFilled;

    CutDistribution(long[] counts, int groups) {
        this.counts = counts;
        this.groups = groups;
        int bins = counts.length;
        countsBefore = new long[bins + 1];
        filledBefore = new int[bins + 1];
        for (int i = 0; i < bins; i++) {
            countsBefore[i + 1] = countsBefore[i] + counts[i];
            filledBefore[i + 1] = filledBefore[i] + (counts[i] != 0 ? 1 : 0);
        }
        p = new float[bins];
        q = new float[bins];
        averages = new double[bins];
        terms = new double[bins];
    }

    long countBetween(int start, int end) {
        return countsBefore[end] - countsBefore[start];
    }

    /**
     * Cuts to the bins {@code [start, end)}; the numbers of values that lay below and above are added to the first and the last bin of
     * {@code p}, while {@code q} is made of the bins as they were.
     */
    void cut(int start, int end, long below, long above) {
        from = start;
        size = end - start;
        long first = counts[start] + below;
        long last = counts[end - 1] + above;
        for (int i = 1; i < size - 1; i++) {
            p[i] = counts[start + i];
        }
        p[0] = first;
        p[size - 1] = last;
        firstFilled = first != 0;
        lastFilled = last != 0;
        averageGroups();
        for (int i = 0; i < size; i++) {
            q[i] = (float) averages[i];
        }
    }

    /** The Kullback-Leibler divergence of p and q, both smoothed and normalized; empty if one of them holds nothing. */
    OptionalDouble divergence() {
        if (!smoothAndNormalize(p) || !smoothAndNormalize(q)) {
            return OptionalDouble.empty();
        }
        float lastP = Float.NaN;
        float lastQ = Float.NaN;
        double lastTerm = 0;
        for (int i = 0; i < size; i++) {
            if (p[i] != lastP || q[i] != lastQ) {
                lastP = p[i];
                lastQ = q[i];
                lastTerm = (double) lastP * StrictMath.log((double) lastP / (double) lastQ);
            }
            terms[i] = lastTerm;
        }
        return OptionalDouble.of(PairwiseSum.of(terms, size));
    }

    /**
     * Spreads the average of each group of bins over its bins. Groups have a fractional width: a bin on a border belongs to both neighbours in
     * parts. Averages are over the bins that p fills; whole bins get the average even where they are empty.
     */
    private void averageGroups() {
        Arrays.fill(averages, 0, size, 0);
        double width = (double) size / groups;
        for (int group = 0; group < groups; group++) {
            double start = group * width;
            double end = start + width;
            int wholeFrom = (int) Math.ceil(start);
            int wholeTo = (int) Math.floor(end);
            double left = wholeFrom > start ? wholeFrom - start : 0;
            double right = wholeTo < end && wholeTo < size ? end - wholeTo : 0;
            spread(wholeFrom, wholeTo, left, right);
        }
    }

    private void spread(int wholeFrom, int wholeTo, double left, double right) {
        double total = 0;
        double bins = 0;
        boolean leftFilled = left > 0 && isFilled(wholeFrom - 1);
        boolean rightFilled = right > 0 && isFilled(wholeTo);
        if (left > 0) {
            total += left * counts[from + wholeFrom - 1];
            bins += leftFilled ? left : 0;
        }
        if (right > 0) {
            total += right * counts[from + wholeTo];
            bins += rightFilled ? right : 0;
        }
        total += countBetween(from + wholeFrom, from + wholeTo);
        bins += filledBetween(wholeFrom, wholeTo);
        if (bins == 0) {
            return;
        }
        double average = total / bins;
        if (leftFilled) {
            averages[wholeFrom - 1] += average * left;
        }
        if (rightFilled) {
            averages[wholeTo] += average * right;
        }
        for (int i = wholeFrom; i < wholeTo; i++) {
            averages[i] += average;
        }
    }

    private boolean isFilled(int bin) {
        if (bin == 0) {
            return firstFilled;
        }
        return bin == size - 1 ? lastFilled : counts[from + bin] != 0;
    }

    /** Bins in {@code [start, end)} that p fills: those of the histogram, save that an end bin may be filled from outside alone. */
    private int filledBetween(int start, int end) {
        int filled = filledBefore[from + end] - filledBefore[from + start];
        if (start == 0 && end > 0 && firstFilled && counts[from] == 0) {
            filled++;
        }
        if (end == size && start < size && lastFilled && counts[from + size - 1] == 0) {
            filled++;
        }
        return filled;
    }

    /** MXNet's smoothing: what the empty bins get is taken from the filled ones in equal parts. False if all are empty. */
    private boolean smoothAndNormalize(float[] distribution) {
        int empty = 0;
        for (int i = 0; i < size; i++) {
            empty += distribution[i] == 0 ? 1 : 0;
        }
        int filled = size - empty;
        if (filled == 0) {
            return false;
        }
        float gift = (float) SMOOTHING;
        float share = (float) (-SMOOTHING * empty / filled);
        for (int i = 0; i < size; i++) {
            distribution[i] = distribution[i] == 0 ? gift : distribution[i] + share;
        }
        float sum = PairwiseSum.of(distribution, size);
        for (int i = 0; i < size; i++) {
            distribution[i] /= sum;
        }
        return true;
    }
}
