package dev.espquant.calibrator.observer;

import java.util.OptionalDouble;

/**
 * Finds the threshold at which clipping and quantizing a distribution to 128 levels loses the least information. ESP-DL 1.x, which follows
 * MXNet's calibration: for every candidate the histogram is cut, what lies outside is added to the end bins (this is {@code p}), what lies
 * inside is averaged over as many groups as there are levels (this is {@code q}), and the candidate with the first minimum of
 * {@code sum p ln(p/q)} wins.
 *
 * <p>Non-negative data: the candidates are bins from 128 up, 128 groups, threshold {@code (bin + 0.5) * width}. Signed data: slices symmetric
 * about the middle bin, 255 groups, threshold {@code half * width}. Candidates start no lower than the smallest magnitude that was seen.
 */
final class EntropySearch {
    /** Levels of one sign: 128, of which a signed 8-bit integer has 127 below zero, one zero and 127 above in this scheme. */
    private static final int LEVELS = 128;

    private EntropySearch() {}

    /** The threshold; empty if the data leaves no candidate, or none that has a divergence (constant data, one single value). */
    static OptionalDouble threshold(EqualWidthHistogram histogram) {
        return histogram.isSigned() ? signed(histogram) : nonNegative(histogram);
    }

    private static OptionalDouble nonNegative(EqualWidthHistogram histogram) {
        long[] counts = histogram.counts();
        CutDistribution distribution = new CutDistribution(counts, LEVELS);
        FirstMinimum best = new FirstMinimum();
        for (int bins = firstCandidate(histogram); bins < counts.length; bins++) {
            distribution.cut(0, bins, 0, distribution.countBetween(bins, counts.length));
            best.offer(bins, distribution.divergence());
        }
        return best.index >= 0 ? OptionalDouble.of((best.index + 0.5) * histogram.width()) : OptionalDouble.empty();
    }

    private static OptionalDouble signed(EqualWidthHistogram histogram) {
        long[] counts = histogram.counts();
        int middle = counts.length / 2;
        CutDistribution distribution = new CutDistribution(counts, 2 * LEVELS - 1);
        FirstMinimum best = new FirstMinimum();
        for (int half = firstCandidate(histogram); half < middle; half++) {
            int from = middle - half;
            int to = middle + half + 1;
            distribution.cut(
                    from, to, distribution.countBetween(0, from), distribution.countBetween(to, counts.length));
            best.offer(half, distribution.divergence());
        }
        return best.index >= 0 ? OptionalDouble.of(best.index * histogram.width()) : OptionalDouble.empty();
    }

    private static int firstCandidate(EqualWidthHistogram histogram) {
        return (int) Math.max(LEVELS, Math.rint(histogram.minMagnitude() / histogram.width()));
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
