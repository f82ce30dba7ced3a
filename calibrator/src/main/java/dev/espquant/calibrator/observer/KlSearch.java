package dev.espquant.calibrator.observer;

/**
 * Finds how many bins of a histogram of magnitudes to keep so that quantizing them to a number of levels loses the least information: the
 * Kullback-Leibler divergence of {@code p}, the kept bins with everything beyond added to the last one, and {@code q}, the kept bins merged to
 * one group per level and spread evenly over the bins of the group that are not empty.
 *
 * <p>ESP-PPQ 1.3.5, observer {@code kl}: the first 0.2 % of the bins count nothing and the bin behind them holds one value, whatever was seen;
 * candidates are all multiples of the number of levels; logarithms are of {@code p + 1e-30} and {@code q + 1e-30}, which matters where the last
 * bin is empty and only what lies beyond makes it count; the first of equal candidates wins.
 *
 * <p>The sum over bins of {@code p ln p} grows with the candidate and is summed once; {@code q} is one number for each group. A candidate costs
 * as many logarithms as there are levels, not bins.
 */
final class KlSearch {
    private static final double IGNORED_SHARE = 0.002;
    private static final double LOG_OF_NOTHING = StrictMath.log(1e-30);

    private final int levels;
    /** Sums over the bins in front of a bin: of counts, of bins that are not empty, and of {@code count * ln(count)}. */
    private final long[] countsBefore;

    private final int[] filledBefore;
    private final double[] termsBefore;

    private KlSearch(long[] counts, int levels) {
        this.levels = levels;
        countsBefore = new long[counts.length + 1];
        filledBefore = new int[counts.length + 1];
        termsBefore = new double[counts.length + 1];
        int ignored = (int) (counts.length * IGNORED_SHARE);
        for (int i = 0; i < counts.length; i++) {
            long count = i < ignored ? 0 : i == ignored ? 1 : counts[i];
            countsBefore[i + 1] = countsBefore[i] + count;
            filledBefore[i + 1] = filledBefore[i] + (count != 0 ? 1 : 0);
            termsBefore[i + 1] = termsBefore[i] + term(count);
        }
    }

    /**
     * The number of bins to keep.
     *
     * @param counts by bin
     * @param levels of magnitudes; divides the number of bins
     */
    static int keptBins(long[] counts, int levels) {
        KlSearch search = new KlSearch(counts, levels);
        int best = counts.length;
        double least = Double.POSITIVE_INFINITY;
        for (int kept = levels; kept <= counts.length; kept += levels) {
            double divergence = search.divergence(kept);
            if (divergence < least) {
                least = divergence;
                best = kept;
            }
        }
        return best;
    }

    /** The divergence, in natural logarithms. */
    private double divergence(int kept) {
        long all = countsBefore[countsBefore.length - 1];
        long inside = countsBefore[kept];
        long beyond = all - inside;
        long last = inside - countsBefore[kept - 1];
        double sumOfLogP = termsBefore[kept - 1] + term(last + beyond) - all * log(all);
        double logOfLastQ = last == 0 ? LOG_OF_NOTHING : logOfLevel(kept - kept / levels, kept) - log(inside);
        double sumOfLogQ = beyond * logOfLastQ - inside * log(inside);
        int width = kept / levels;
        for (int from = 0; from < kept; from += width) {
            sumOfLogQ += (countsBefore[from + width] - countsBefore[from]) * logOfLevel(from, from + width);
        }
        return (sumOfLogP - sumOfLogQ) / all;
    }

    /** The logarithm of the average of the bins of a group that are not empty; 0 if all are. */
    private double logOfLevel(int from, int to) {
        long sum = countsBefore[to] - countsBefore[from];
        return sum == 0 ? 0 : StrictMath.log((double) sum / (filledBefore[to] - filledBefore[from]));
    }

    private static double term(long count) {
        return count == 0 ? 0 : count * log(count);
    }

    private static double log(long count) {
        return StrictMath.log((double) count);
    }
}
