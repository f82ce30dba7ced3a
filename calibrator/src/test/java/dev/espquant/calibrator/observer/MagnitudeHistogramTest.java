package dev.espquant.calibrator.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.calibrator.Floats;
import dev.espquant.calibrator.ValueRange;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MagnitudeHistogramTest {
    @Test
    void binsEncloseTheirLowerEdgeAndTheLastOneTheMaximum() {
        assertThat(of(8, 8, 0, 1, -1, 0.999f, 7.5f, 8, -8, -0f).counts()).containsExactly(3, 2, 0, 0, 0, 0, 0, 3);
    }

    @Test
    void followsFloat32WhereItRoundsUpToAnEdge() {
        // 0.99999994 * 8 / 3 is 2.6666665; 2.9999998 * 8 / 3 is 7.9999995; 1.1249999 * 8 / 3 rounds to 3.
        float below = Math.nextDown(1.125f);
        assertThat(below * 8 / 3f).isEqualTo(Math.nextDown(3f));
        assertThat(of(8, 3, below, 1.125f).counts()).containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
        assertThat(of(8, 1e38f, 1e38f).counts()).containsExactly(0, 0, 0, 0, 0, 0, 0, 1);
    }

    @Property(tries = 50, seed = "2026")
    void mergingIsLikeSeeingAllAtOnce(@ForAll @IntRange(min = 1, max = 500) int count, @ForAll long seed) {
        float[] values = Floats.normal(count, seed);
        float max = ValueRange.of(values).maxMagnitude();
        MagnitudeHistogram merged = new MagnitudeHistogram(max, 4096);
        for (float[] part : Floats.cut(values, 4, new Random(seed))) {
            merged = of(4096, max, part).merge(merged);
        }
        assertThat(merged.counts()).isEqualTo(of(4096, max, values).counts());
        assertThat(Arrays.stream(merged.counts()).sum()).isEqualTo(count);
    }

    @Test
    void histogramsOverDifferentRangesDoNotMerge() {
        assertThatThrownBy(() -> of(8, 2).merge(of(8, 3))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> of(8, 2).merge(of(4, 2))).isInstanceOf(IllegalArgumentException.class);
    }

    private static MagnitudeHistogram of(int bins, float max, float... values) {
        MagnitudeHistogram histogram = new MagnitudeHistogram(max, bins);
        histogram.add(values, values.length);
        return histogram;
    }
}
