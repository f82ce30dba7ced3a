package dev.espquant.calibrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espquant.quant.BitWidth;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SaturationCounterTest {
    @Test
    void oneLostStepIsNoSaturation() {
        SaturationCounter counter = new SaturationCounter(BitWidth.INT8, -1, 3);
        add(counter, 128, 128.00002f, -129, -129.00002f);
        assertThat(counter.shareAbove(0)).isEqualTo(0.25);
        assertThat(counter.shareBeyond(0)).isEqualTo(0.5);
        assertThat(counter.shareBeyond(1)).isZero();
        assertThat(counter.shareBeyond(-1)).isEqualTo(1);
        assertThat(counter.covers(-1)).isTrue();
        assertThat(counter.covers(1)).isTrue();
        assertThat(counter.covers(-2)).isFalse();
        assertThat(counter.covers(2)).isFalse();
    }

    @Test
    void zerosNeverSaturateAndNothingHasNoShare() {
        SaturationCounter counter = new SaturationCounter(BitWidth.INT16, -63, 64);
        assertThat(counter.shareBeyond(0)).isZero();
        add(counter, 0f, -0f, Float.MIN_VALUE);
        assertThat(counter.shareBeyond(-63)).isZero();
    }

    @Property(seed = "2026")
    void countsWhatTheDefinitionCounts(
            @ForAll float[] values, @ForAll BitWidth bits, @ForAll @IntRange(min = -60, max = 60) int exponent) {
        SaturationCounter counter = new SaturationCounter(bits, exponent, 1);
        add(counter, values);
        long beyond = 0;
        for (float value : values) {
            double steps = Math.scalb((double) value, -exponent);
            beyond += steps > bits.max() + 1 || steps < bits.min() - 1 ? 1 : 0;
        }
        assertThat(counter.shareBeyond(exponent))
                .isCloseTo(values.length == 0 ? 0 : (double) beyond / values.length, within(1e-12));
    }

    @Property(seed = "2026")
    void mergingIsLikeSeeingAllAtOnce(
            @ForAll float[] a, @ForAll float[] b, @ForAll @IntRange(min = -30, max = 30) int exponent) {
        SaturationCounter all = new SaturationCounter(BitWidth.INT8, exponent, 1);
        add(all, Floats.concat(a, b));
        SaturationCounter first = new SaturationCounter(BitWidth.INT8, exponent, 1);
        add(first, a);
        SaturationCounter second = new SaturationCounter(BitWidth.INT8, exponent, 1);
        add(second, b);
        SaturationCounter merged = second.merge(first);
        assertThat(merged.shareBeyond(exponent)).isEqualTo(all.shareBeyond(exponent));
        assertThat(merged.shareAbove(exponent)).isEqualTo(all.shareAbove(exponent));
    }

    private static void add(SaturationCounter counter, float... values) {
        counter.add(Observation.of(values));
    }
}
