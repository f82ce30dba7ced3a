package dev.espquant.calibrator.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KlSearchTest {
    @Property(tries = 60, seed = "2026")
    void findsWhatThePlainDefinitionFinds(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int spread, @ForAll @IntRange(max = 9) int gaps) {
        long[] counts = counts(4096, seed, spread, gaps);
        int kept = KlSearch.keptBins(counts, 128);
        double least = divergence(counts, 128, 128);
        for (int candidate = 256; candidate <= counts.length; candidate += 128) {
            least = Math.min(least, divergence(counts, 128, candidate));
        }
        assertThat(kept % 128).isZero();
        assertThat(divergence(counts, 128, kept)).isCloseTo(least, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void theFirstBinsDoNotCount() {
        long[] counts = new long[4096];
        counts[3] = 1_000_000;
        long[] empty = new long[4096];
        assertThat(KlSearch.keptBins(counts, 128)).isEqualTo(KlSearch.keptBins(empty, 128));
    }

    @Test
    void anOutlierIsCutOff() {
        long[] counts = new long[4096];
        for (int i = 0; i < 600; i++) {
            counts[i] = 10_000L - i;
        }
        counts[4095] = 1;
        // Groups of nine bins end with the bin of one value, which then is no part of a group of large ones.
        assertThat(KlSearch.keptBins(counts, 128)).isEqualTo(9 * 128);
    }

    @Test
    void sixteenBitsTakeLessThanASecond() {
        long[] counts = counts(1 << 20, 7, 20_000, 2);
        long start = System.nanoTime();
        assertThat(KlSearch.keptBins(counts, 1 << 15) % (1 << 15)).isZero();
        assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    }

    private static long[] counts(int bins, long seed, int spread, int gaps) {
        Random random = new Random(seed);
        long[] counts = new long[bins];
        for (int i = 0; i < 20_000; i++) {
            double magnitude = Math.abs(random.nextGaussian()) * spread * bins / 1000;
            counts[(int) Math.min(magnitude, bins - 1)]++;
        }
        for (int i = 0; i < bins; i++) {
            counts[i] = random.nextInt(10) < gaps ? 0 : counts[i];
        }
        return counts;
    }

    /** The definition, bin by bin. */
    private static double divergence(long[] counts, int levels, int kept) {
        double[] p = new double[kept];
        double[] q = new double[kept];
        double all = 0;
        double inside = 0;
        for (int i = 0; i < counts.length; i++) {
            double count = i < (int) (counts.length * 0.002) ? 0 : i == (int) (counts.length * 0.002) ? 1 : counts[i];
            all += count;
            p[Math.min(i, kept - 1)] += count;
            if (i < kept) {
                q[i] = count;
                inside += count;
            }
        }
        for (int group = 0; group < levels; group++) {
            spread(q, group * (kept / levels), kept / levels);
        }
        double divergence = 0;
        for (int i = 0; i < kept; i++) {
            divergence += p[i] / all * (Math.log(p[i] / all + 1e-30) - Math.log(q[i] / inside + 1e-30));
        }
        return divergence;
    }

    private static void spread(double[] q, int from, int width) {
        double sum = 0;
        int filled = 0;
        for (int i = from; i < from + width; i++) {
            sum += q[i];
            filled += q[i] > 0 ? 1 : 0;
        }
        for (int i = from; i < from + width; i++) {
            q[i] = q[i] > 0 ? sum / filled : 0;
        }
    }
}
