package dev.espquant.calibrator.observer;

import java.util.Arrays;

/**
 * The divergence of {@link CutDistribution} to within {@link #ERROR}, many times as quick: sums over bins come from running sums, and a group
 * of bins needs two logarithms where there one bin does. Smoothing changes every filled bin a little; logarithms are expanded in that change to
 * the third order.
 */
final class CutEstimate {
    /**
     * How far an estimate may be from what {@link CutDistribution} computes. That one rounds p, q and their sums to float32, by 2^-24 each time;
     * on random histograms the two differ by up to 6e-6, and the bound leaves three times that.
     */
    static final double ERROR = 2e-5;

    /** Where smoothing takes more than this from a filled bin, or a bin of q holds less than {@link #LEAST}, the expansion is not good enough. */
    private static final double LARGEST_SHARE = 0.01;

    private static final double LEAST = 0.5;
    private static final double GIFT = CutDistribution.SMOOTHING;
    private static final double LOG_OF_GIFT = StrictMath.log(GIFT);

    private final long[] counts;
    private final int groups;
    private final PowerSums sums;

    /** The cut: its first bin, how many, what lies outside, and what smoothing takes from each filled bin of p. */
    private int from;

    private int size;
    private long below;
    private long above;
    private double share;

    /** What is summed over the bins of q that are not empty: bins, q, the p in them, and that p times ln q, 1/q, 1/q^2 and 1/q^3. */
    private final double[] filled = new double[7];

    /** Bins in front of this one have been taken. */
    private int taken;

    /** The bin that the last group shares with the next, -1 for none, and what the last group gives to it. */
    private int shared;

    private double sharedQ;

    private boolean reliable;

    CutEstimate(long[] counts, int groups) {
        this.counts = counts;
        this.groups = groups;
        this.sums = new PowerSums(counts);
    }

    /** The divergence of the cut to bins {@code [start, end)}; NaN where no estimate is good enough. See {@link CutDistribution#cut}. */
    double of(int start, int end, long outsideBelow, long outsideAbove) {
        from = start;
        size = end - start;
        below = outsideBelow;
        above = outsideAbove;
        int filledBins = filledBins(0, size);
        share = GIFT * (size - filledBins) / filledBins;
        Arrays.fill(filled, 0);
        reliable = filledBins > 0 && share <= LARGEST_SHARE;
        double width = (double) size / groups;
        taken = 0;
        shared = -1;
        for (int group = 0; reliable && group < groups; group++) {
            visit(group * width, group * width + width);
        }
        takeShared(-1, 0, size);
        return reliable ? divergence(filledBins) : Double.NaN;
    }

    /**
     * No less than the divergence of the cut, by what its end bins tell: joined into one bin, and all others into another, p and q diverge less
     * than before. The end bins are where values that lie outside count in p, but not in q. A fraction of the work of an estimate; 0 where
     * nothing can be said.
     */
    double atLeast(int start, int end, long outsideBelow, long outsideAbove) {
        boolean gap = (outsideBelow > 0 && counts[start] == 0) || (outsideAbove > 0 && counts[end - 1] == 0);
        long inside = sums.count(start, end);
        if (gap || inside == 0) {
            return 0;
        }
        // A bin of q is an average of counts of its group; one count more or less makes up for what smoothing gives and
        // takes.
        int group = (end - start) / groups + 2;
        double p = counts[end - 1] + (double) outsideAbove - 1;
        double q = largestCount(end - group, end) + 1;
        if (outsideBelow > 0) {
            p += counts[start] + (double) outsideBelow - 1;
            q += largestCount(start, start + group) + 1;
        }
        return divergence(p / ((double) inside + outsideBelow + outsideAbove), q / inside);
    }

    private double largestCount(int start, int end) {
        long largest = 0;
        for (int i = Math.max(0, start); i < Math.min(end, counts.length); i++) {
            largest = Math.max(largest, counts[i]);
        }
        return largest;
    }

    /** Of two distributions over two bins, by what is in one of them, if p has more there. */
    private static double divergence(double p, double q) {
        return p <= q ? 0 : p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
    }

    /** Takes in a group, and the bin that it shares with the one before. */
    private void visit(double start, double end) {
        int wholeFrom = (int) Math.ceil(start);
        int wholeTo = (int) Math.floor(end);
        double left = wholeFrom > start ? wholeFrom - start : 0;
        double right = wholeTo < end && wholeTo < size ? end - wholeTo : 0;
        boolean leftFilled = left > 0 && filledBins(wholeFrom - 1, wholeFrom) > 0;
        boolean rightFilled = right > 0 && filledBins(wholeTo, wholeTo + 1) > 0;
        double total = sums.count(from + wholeFrom, from + wholeTo);
        double bins = filledBins(wholeFrom, wholeTo);
        total += left > 0 ? left * counts[from + wholeFrom - 1] : 0;
        total += right > 0 ? right * counts[from + wholeTo] : 0;
        bins += (leftFilled ? left : 0) + (rightFilled ? right : 0);
        double average = bins == 0 ? 0 : total / bins;
        takeShared(leftFilled ? wholeFrom - 1 : -1, average * left, wholeFrom);
        take(wholeFrom, wholeTo, average);
        taken = wholeTo;
        shared = rightFilled ? wholeTo : -1;
        sharedQ = average * right;
    }

    /**
     * Takes in the bin that two groups share.
     *
     * @param bin that a group reaches into on its left; -1 for none
     * @param q what the group gives to it
     * @param next the first bin that is wholly the group's; the one in front may be so already where a border is a whole number but for rounding
     */
    private void takeShared(int bin, double q, int next) {
        if (bin >= 0 && bin == shared) {
            take(bin, bin + 1, sharedQ + q);
        } else if (shared >= 0 && shared < next) {
            take(shared, shared + 1, sharedQ);
        } else if (bin >= taken) {
            take(bin, bin + 1, q);
        }
    }

    /** Takes in bins that have the same q. */
    private void take(int first, int end, double q) {
        if (q == 0 || first >= end) {
            return;
        }
        reliable &= q >= LEAST;
        double p = smoothed(first, end);
        double inverse = 1 / q;
        filled[0] += end - first;
        filled[1] += q * (end - first);
        filled[2] += p;
        filled[3] += p * FastLog.of(q);
        filled[4] += p * inverse;
        filled[5] += p * inverse * inverse;
        filled[6] += p * inverse * inverse * inverse;
    }

    private double divergence(int filledBins) {
        double all = sums.count(from, from + size) + (double) below + above;
        double lost = GIFT * (size - filled[0]) / filled[0];
        if (!(lost <= LARGEST_SHARE)) {
            return Double.NaN;
        }
        double logOfQ = filled[3]
                - lost * (filled[4] + lost * (filled[5] / 2 + lost * filled[6] / 3))
                + (all - filled[2]) * LOG_OF_GIFT;
        return (logOfP(filledBins) - logOfQ) / all + FastLog.of(filled[1] / all);
    }

    /** The sum of p ln p over all bins, before p is normalized. */
    private double logOfP(int filledBins) {
        double ends = logOfEnd(counts[from] + below) + logOfEnd(counts[from + size - 1] + above);
        return ends + sums.logs(from + 1, from + size - 1, share) + (size - filledBins) * GIFT * LOG_OF_GIFT;
    }

    private double logOfEnd(long count) {
        return count == 0 ? 0 : (count - share) * FastLog.of(count - share);
    }

    /** The sum of p over some bins, after smoothing. */
    private double smoothed(int first, int end) {
        double sum = sums.count(from + first, from + end);
        sum += first == 0 ? below : 0;
        sum += end == size ? above : 0;
        int filledOnes = filledBins(first, end);
        return sum - filledOnes * share + (end - first - filledOnes) * GIFT;
    }

    /** Bins that p fills: those of the histogram, save that an end bin may be filled from outside alone. */
    private int filledBins(int first, int end) {
        if (first >= end) {
            return 0;
        }
        int bins = sums.filled(from + first, from + end);
        bins += first == 0 && below > 0 && counts[from] == 0 ? 1 : 0;
        bins += end == size && above > 0 && counts[from + size - 1] == 0 ? 1 : 0;
        return bins;
    }
}
