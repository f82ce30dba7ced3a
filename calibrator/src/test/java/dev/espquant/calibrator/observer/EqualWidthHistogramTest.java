package dev.espquant.calibrator.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.calibrator.Floats;
import dev.espquant.calibrator.ValueRange;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EqualWidthHistogramTest {
    private static final int BINS = EqualWidthHistogram.BINS;

    @Test
    void nonNegativeDataHasBinsFromZeroAndNoZeros() {
        EqualWidthHistogram histogram = of(0, 0, 0.0005f, 1, 2048, 2047.5f, -0f);
        assertThat(histogram.isSigned()).isFalse();
        assertThat(histogram.width()).isEqualTo(1);
        assertThat(histogram.counts()[0]).isEqualTo(1);
        assertThat(histogram.counts()[1]).isEqualTo(1);
        assertThat(histogram.counts()[BINS - 1])
                .as("the last bin holds its upper edge")
                .isEqualTo(2);
    }

    @Test
    void signedDataHasSymmetricBinsAndItsZeros() {
        EqualWidthHistogram histogram = of(-1024, 0, 0.5f, 1024, -0.5f);
        assertThat(histogram.isSigned()).isTrue();
        assertThat(histogram.width()).isEqualTo(1);
        assertThat(histogram.counts()[0]).isEqualTo(1);
        assertThat(histogram.counts()[1023]).isEqualTo(1);
        assertThat(histogram.counts()[1024]).isEqualTo(2);
        assertThat(histogram.counts()[BINS - 1]).isEqualTo(1);
        assertThat(histogram.minMagnitude()).isZero();
    }

    @Test
    void edgesAreRoundedToFloatBeforeValuesAreCompared() {
        // 0.7 / 2048 * 3 is no float: a value exactly at the rounded edge belongs to the bin above, as in numpy.
        float max = 0.7f;
        float edge = (float) (3 * ((double) max / BINS));
        EqualWidthHistogram histogram = of(max, edge, Math.nextDown(edge));
        assertThat(histogram.counts()[3]).isEqualTo(1);
        assertThat(histogram.counts()[2]).isEqualTo(1);
    }

    @Test
    void knowsTheSmallestMagnitude() {
        assertThat(of(-3, 0.25f, 5).minMagnitude()).isEqualTo(0.25f);
        assertThat(of(3, 0.25f, 5).minMagnitude()).isEqualTo(0.25f);
    }

    @Property(seed = "2026")
    void everyValueLiesBetweenTheFloatEdgesOfItsBin(
            @ForAll @FloatRange(min = 1, max = 2) float mantissa,
            @ForAll @IntRange(min = -100, max = 100) int scale,
            @ForAll @FloatRange(min = -1, max = 1) float fraction,
            @ForAll boolean signed) {
        float max = Math.scalb(mantissa, scale);
        float value = max * (signed ? fraction : Math.abs(fraction));
        EqualWidthHistogram histogram = EqualWidthHistogram.over(new ValueRange(signed ? -max : 0, max, 1));
        histogram.add(new float[] {value}, 1);
        double first = signed ? -(double) max : 0;
        long[] counts = histogram.counts();
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] != 0) {
                float lower = (float) (first + bin * histogram.width());
                float upper = (float) (first + (bin + 1) * histogram.width());
                assertThat(value >= lower && (value < upper || bin == BINS - 1)).isTrue();
            }
        }
        assertThat(Arrays.stream(histogram.counts()).sum()).isEqualTo(value == 0 && !signed ? 0 : 1);
    }

    @Property(tries = 100, seed = "2026")
    void mergingIsLikeSeeingAllAtOnce(@ForAll @IntRange(min = 2, max = 500) int count, @ForAll long seed) {
        float[] values = Floats.normal(count, seed);
        ValueRange range = ValueRange.of(values);
        EqualWidthHistogram all = EqualWidthHistogram.over(range);
        all.add(values, values.length);
        EqualWidthHistogram merged = EqualWidthHistogram.over(range);
        for (float[] part : Floats.cut(values, 4, new Random(seed))) {
            EqualWidthHistogram one = EqualWidthHistogram.over(range);
            one.add(part, part.length);
            merged = one.merge(merged);
        }
        assertThat(merged.counts()).isEqualTo(all.counts());
        assertThat(merged.minMagnitude()).isEqualTo(all.minMagnitude());
    }

    @Test
    void histogramsOverDifferentRangesDoNotMerge() {
        assertThatThrownBy(() -> of(1, 2).merge(of(1, 3))).isInstanceOf(IllegalArgumentException.class);
    }

    private static EqualWidthHistogram of(float... values) {
        EqualWidthHistogram histogram = EqualWidthHistogram.over(ValueRange.of(values));
        histogram.add(values, values.length);
        return histogram;
    }
}
