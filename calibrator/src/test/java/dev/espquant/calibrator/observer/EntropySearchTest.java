package dev.espquant.calibrator.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espquant.calibrator.ValueRange;
import dev.espquant.quant.Exponents;
import dev.espquant.testing.SharedData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Compares thresholds with those of the vendor's own function on seeded distributions, and looks at data that it fails on. */
class EntropySearchTest {
    @Test
    void thresholdsEqualTheVendors() {
        SharedData.whenPresent(root -> {
            JsonNode oracles = new ObjectMapper()
                    .readTree(SharedData.file(root, "golden/v1/kl_thresholds.json")
                            .toFile());
            Map<String, Map<String, float[]>> data = new LinkedHashMap<>();
            int compared = 0;
            for (JsonNode oracle : oracles) {
                int seed = oracle.get(1).asInt();
                int count = oracle.get(2).asInt();
                float[] values = data.computeIfAbsent(seed + ":" + count, k -> distributions(seed, count))
                        .get(oracle.get(0).asText());
                if (values != null) {
                    assertThat(ValueRange.of(values).maxMagnitude())
                            .isEqualTo((float) oracle.get(3).asDouble());
                    assertThreshold(threshold(values), oracle);
                    compared++;
                }
            }
            assertThat(compared).isEqualTo(36);
        });
    }

    /** On two signed sets the vendor's threshold is another local minimum, 1 or 2 % away; its exponent is the same. */
    private static void assertThreshold(double threshold, JsonNode oracle) {
        double vendors = oracle.get(4).asDouble();
        if (oracle.get(5).asBoolean()) {
            assertThat(threshold).as(oracle.toString()).isEqualTo(vendors);
        } else {
            assertThat(threshold).as(oracle.toString()).isCloseTo(vendors, withinPercentage(2));
            assertThat(Exponents.ceilLog2LessQuarter(threshold / 127))
                    .isEqualTo(Exponents.ceilLog2LessQuarter(vendors / 127));
        }
    }

    @Test
    void constantDataHasNoThreshold() {
        assertThat(EntropySearch.threshold(histogram(2, 2, 2))).isEmpty();
        assertThat(EntropySearch.threshold(histogram(-2, -2, -2))).isEmpty();
    }

    @Test
    void oneValueBesideZerosHasNoThreshold() {
        assertThat(EntropySearch.threshold(histogram(0, 0, 2, 0))).isEmpty();
    }

    @Test
    void candidatesWithoutDataAreSkipped() {
        // The smallest value lies in the first bin beyond the first candidate: that candidate has no data inside.
        float[] values = new float[500];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f + i / 998f;
        }
        assertThat(threshold(values)).isBetween(0.5, 1.0);
    }

    /** From hardly anything cut off, where most candidates are hopeless, to few values and gaps, where none is. */
    @Test
    void leavingCandidatesOutChangesNothing() {
        distributions(5, 20_000).forEach((name, values) -> {
            float[] positive = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                positive[i] = Math.abs(values[i]);
            }
            EqualWidthHistogram histogram = histogram(positive);
            assertThat(EntropySearch.threshold(histogram)).as(name).hasValue(thresholdOfAll(histogram));
        });
        EqualWidthHistogram few = histogram(0.1f, 1, 1, 1.5f, 2, 2, 2, 3.5f, 4, 9);
        assertThat(EntropySearch.threshold(few)).hasValue(thresholdOfAll(few));
    }

    /** The first least divergence of all candidates of a histogram of values that hold nothing negative. */
    private static double thresholdOfAll(EqualWidthHistogram histogram) {
        long[] counts = histogram.counts();
        CutDistribution distribution = new CutDistribution(counts, 128);
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int bins = 128; bins < counts.length; bins++) {
            distribution.cut(0, bins, 0, distribution.countBetween(bins, counts.length));
            double divergence = distribution.divergence().orElse(Double.POSITIVE_INFINITY);
            if (divergence < least) {
                least = divergence;
                best = bins;
            }
        }
        return (best + 0.5) * histogram.width();
    }

    private static double threshold(float... values) {
        return EntropySearch.threshold(histogram(values)).orElse(Double.NaN);
    }

    private static EqualWidthHistogram histogram(float... values) {
        EqualWidthHistogram histogram = EqualWidthHistogram.over(ValueRange.of(values));
        histogram.add(values, values.length);
        return histogram;
    }

    /** The distributions of the golden file that can be made again; they follow one another in one stream of random numbers. */
    private static Map<String, float[]> distributions(int seed, int count) {
        NumpyRandom random = new NumpyRandom(seed);
        Map<String, float[]> data = new LinkedHashMap<>();
        data.put("normal", draw(count, random::normal));
        data.put("laplace", draw(count, random::laplace));
        data.put("uniform", draw(count, () -> random.uniform(-1, 1)));
        data.put("outlier", draw(count, random::normal));
        data.get("outlier")[0] = 40;
        data.put("outlier_neg", draw(count, random::normal));
        data.get("outlier_neg")[0] = -40;
        data.put("relu", draw(count, () -> Math.max(random.normal(), 0)));
        data.put("relu6", draw(count, () -> Math.min(Math.max(3 * random.normal(), 0), 6)));
        data.put("t3", draw(count, () -> random.studentT(3)));
        data.put("exp", draw(count, random::exponential));
        return data;
    }

    private static float[] draw(int count, DoubleSupplier distribution) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) distribution.getAsDouble();
        }
        return values;
    }
}
