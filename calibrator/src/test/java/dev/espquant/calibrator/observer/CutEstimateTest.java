package dev.espquant.calibrator.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CutEstimateTest {
    private static final int BINS = 2048;

    /** Cuts of histograms with gaps, outliers and few values, from either side. */
    @Property(tries = 200, seed = "2026")
    void estimatesLieWithinTheirError(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60_000) int values,
            @ForAll @IntRange(min = 1, max = 1500) int spread,
            @ForAll boolean signed) {
        Random random = new Random(seed);
        long[] counts = histogram(random, values, spread, signed);
        int groups = signed ? 255 : 128;
        CutDistribution exact = new CutDistribution(counts, groups);
        CutEstimate estimate = new CutEstimate(counts, groups);
        for (int i = 0; i < 20; i++) {
            int half = 128 + random.nextInt(BINS / 2 - 128);
            int from = signed ? BINS / 2 - half : 0;
            int to = signed ? BINS / 2 + half + 1 : 2 * half;
            if (to <= BINS) {
                long below = exact.countBetween(0, from);
                long above = exact.countBetween(to, BINS);
                exact.cut(from, to, below, above);
                OptionalDouble divergence = exact.divergence();
                assertClose(divergence, estimate.of(from, to, below, above));
                assertAtLeast(divergence, estimate.atLeast(from, to, below, above));
            }
        }
    }

    private static void assertClose(OptionalDouble exact, double estimate) {
        if (exact.isEmpty() || Double.isNaN(exact.getAsDouble())) {
            assertThat(estimate).isNaN();
        } else if (!Double.isNaN(estimate)) {
            assertThat(Math.abs(estimate - exact.getAsDouble())).isLessThan(CutEstimate.ERROR / 2);
        }
    }

    /** A divergence that is no number wins, so nothing may be said against it. */
    private static void assertAtLeast(OptionalDouble exact, double least) {
        if (exact.isPresent() && Double.isNaN(exact.getAsDouble())) {
            assertThat(least).isZero();
        } else if (exact.isPresent()) {
            assertThat(least).isLessThanOrEqualTo(exact.getAsDouble() + CutEstimate.ERROR);
        }
    }

    private static long[] histogram(Random random, int values, int spread, boolean signed) {
        long[] counts = new long[BINS];
        for (int i = 0; i < values; i++) {
            int place = (int) (random.nextGaussian() * spread);
            counts[Math.max(0, Math.min(BINS - 1, signed ? BINS / 2 + place : Math.abs(place)))]++;
        }
        counts[BINS - 1]++;
        return counts;
    }

    @Test
    void whatIsCutOffTellsHowMuchIsLostAtLeast() {
        long[] counts = histogram(new Random(1), 100_000, 500, /* signed= */ false);
        CutDistribution exact = new CutDistribution(counts, 128);
        long above = exact.countBetween(500, BINS);
        exact.cut(0, 500, 0, above);
        assertThat(new CutEstimate(counts, 128).atLeast(0, 500, 0, above))
                .isBetween(
                        exact.divergence().orElseThrow() / 2, exact.divergence().orElseThrow());
    }

    @Test
    void ordinaryDataHasEstimates() {
        long[] counts = histogram(new Random(1), 100_000, 300, /* signed= */ false);
        CutEstimate estimate = new CutEstimate(counts, 128);
        int without = 0;
        for (int bins = 300; bins < BINS; bins++) {
            without += Double.isNaN(estimate.of(0, bins, 0, 1)) ? 1 : 0;
        }
        assertThat(without).isLessThan(BINS / 50);
    }
}
