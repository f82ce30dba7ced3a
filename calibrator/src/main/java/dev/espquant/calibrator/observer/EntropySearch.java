package dev.espquant.calibrator.observer;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/**
 * Finds the threshold at which clipping and quantizing a distribution to 128 levels loses the least information. ESP-DL 1.x, which follows
 * MXNet's calibration: for every candidate the histogram is cut, what lies outside is added to the end bins (this is {@code p}), what lies
 * inside is averaged over as many groups as there are levels (this is {@code q}), and the candidate with the first minimum of
 * {@code sum p ln(p/q)} wins.
 *
 * <p>Non-negative data: the candidates are bins from 128 up, 128 groups, threshold {@code (bin + 0.5) * width}. Signed data: slices symmetric
 * about the middle bin, 255 groups, threshold {@code half * width}. Candidates start no lower than the smallest magnitude that was seen.
 *
 * <p>Which candidates may win is told by an {@linkplain CutEstimate estimate}; only theirs is computed as the tool does.
 */
final class EntropySearch {
    /** Levels of one sign: 128, of which a signed 8-bit integer has 127 below zero, one zero and 127 above in this scheme. */
    private static final int LEVELS = 128;

    /** Every so many candidates are estimated first: what the others have to be better than. */
    private static final int STRIDE = 64;

    private EntropySearch() {}

    /** Bins {@code [from, to)} of a histogram, and how many values lie outside. */
    private record Cut(int from, int to, long below, long above) {}

    /** The threshold; empty if the data leaves no candidate, or none that has a divergence (constant data, one single value). */
    static OptionalDouble threshold(EqualWidthHistogram histogram) {
        return histogram.isSigned() ? signed(histogram) : nonNegative(histogram);
    }

    private static OptionalDouble nonNegative(EqualWidthHistogram histogram) {
        long[] counts = histogram.counts();
        CutDistribution distribution = new CutDistribution(counts, LEVELS);
        int best = first(
                firstCandidate(histogram),
                counts.length,
                bins -> new Cut(0, bins, 0, distribution.countBetween(bins, counts.length)),
                distribution,
                new CutEstimate(counts, LEVELS));
        return best >= 0 ? OptionalDouble.of((best + 0.5) * histogram.width()) : OptionalDouble.empty();
    }

    private static OptionalDouble signed(EqualWidthHistogram histogram) {
        long[] counts = histogram.counts();
        int middle = counts.length / 2;
        CutDistribution distribution = new CutDistribution(counts, 2 * LEVELS - 1);
        int best = first(
                firstCandidate(histogram),
                middle,
                half -> new Cut(
                        middle - half,
                        middle + half + 1,
                        distribution.countBetween(0, middle - half),
                        distribution.countBetween(middle + half + 1, counts.length)),
                distribution,
                new CutEstimate(counts, 2 * LEVELS - 1));
        return best >= 0 ? OptionalDouble.of(best * histogram.width()) : OptionalDouble.empty();
    }

    private static int firstCandidate(EqualWidthHistogram histogram) {
        return (int) Math.max(LEVELS, Math.rint(histogram.minMagnitude() / histogram.width()));
    }

    /** The first candidate of the smallest divergence; -1 if none has one. */
    private static int first(
            int from, int to, IntFunction<Cut> cuts, CutDistribution distribution, CutEstimate estimate) {
        double[] estimates = estimates(from, Math.max(0, to - from), cuts, estimate);
        double least = least(estimates);
        FirstMinimum best = new FirstMinimum();
        for (int i = 0; i < estimates.length; i++) {
            if (!(estimates[i] > least + 2 * CutEstimate.ERROR)) {
                Cut cut = cuts.apply(from + i);
                distribution.cut(cut.from(), cut.to(), cut.below(), cut.above());
                best.offer(from + i, distribution.divergence());
            }
        }
        return best.index;
    }

    /** Estimates of all candidates; infinite for those that cannot win, going by some of the others. */
    private static double[] estimates(int from, int count, IntFunction<Cut> cuts, CutEstimate estimate) {
        double[] estimates = new double[count];
        Arrays.fill(estimates, Double.POSITIVE_INFINITY);
        for (int i = 0; i < count; i += STRIDE) {
            estimates[i] = estimate(cuts.apply(from + i), estimate);
        }
        double least = least(estimates);
        for (int i = 0; i < count; i++) {
            if (i % STRIDE != 0) {
                Cut cut = cuts.apply(from + i);
                boolean hopeless = estimate.atLeast(cut.from(), cut.to(), cut.below(), cut.above())
                        > least + 3 * CutEstimate.ERROR;
                estimates[i] = hopeless ? Double.POSITIVE_INFINITY : estimate(cut, estimate);
                least = Math.min(least, Double.isNaN(estimates[i]) ? least : estimates[i]);
            }
        }
        return estimates;
    }

    private static double estimate(Cut cut, CutEstimate estimate) {
        return estimate.of(cut.from(), cut.to(), cut.below(), cut.above());
    }

    /** The smallest of the estimates that are numbers. */
    private static double least(double[] estimates) {
        return Arrays.stream(estimates).filter(e -> !Double.isNaN(e)).min().orElse(Double.POSITIVE_INFINITY);
    }

    /** The first of the smallest numbers. As in numpy's {@code argmin}, a NaN (from a {@code q} that smoothing made negative) is smaller than any. */
    private static final class FirstMinimum {
        private int index = -1;
        private double value;

        void offer(int candidate, OptionalDouble divergence) {
            if (divergence.isPresent() && (index < 0 || isLess(divergence.getAsDouble(), value))) {
                index = candidate;
                value = divergence.getAsDouble();
            }
        }

        private static boolean isLess(double a, double b) {
            return !Double.isNaN(b) && (a < b || Double.isNaN(a));
        }
    }
}
