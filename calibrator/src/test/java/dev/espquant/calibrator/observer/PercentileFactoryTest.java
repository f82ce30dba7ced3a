package dev.espquant.calibrator.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.calibrator.Estimate;
import dev.espquant.calibrator.Floats;
import dev.espquant.calibrator.Observation;
import dev.espquant.calibrator.Observer;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PercentileFactoryTest {
    private static final int MANY = 20_000;

    private final PercentileFactory method = new PercentileFactory();

    @Test
    void isForInt8() {
        assertThat(method.refusal(QuantizationScheme.INT16_PER_TENSOR))
                .hasValueSatisfying(text -> assertThat(text).contains("int8"));
        assertThat(method.refusal(QuantizationScheme.INT8_PER_CHANNEL)).isEmpty();
    }

    @Test
    void oneInTenThousandMaySaturateAndNoMore() {
        float[] values = new float[MANY];
        Arrays.fill(values, 127);
        values[5] = 1000;
        values[6] = -1000;
        assertThat(ObserverLaws.estimate(method, BitWidth.INT8, values))
                .isEqualTo(Estimate.of(0, 127).withShareBeyond(1e-4));
        values[7] = Math.nextUp(127f);
        Estimate estimate = ObserverLaws.estimate(method, BitWidth.INT8, values);
        assertThat(estimate.exponent()).hasValue(1);
        assertThat(estimate.threshold()).isBetween(127.0, 128.0);
    }

    @Test
    void fewValuesAreAllKept() {
        assertThat(ObserverLaws.estimate(method, BitWidth.INT8, 1, 2, 300))
                .isEqualTo(Estimate.of(2, 300).withShareBeyond(1e-4));
        assertThat(ObserverLaws.estimate(method, BitWidth.INT8, Float.MIN_VALUE).exponent())
                .hasValue(-155);
    }

    @Test
    void whereAlmostEverythingIsZeroTheRangeDecides() {
        float[] values = new float[MANY];
        values[17] = 1;
        Estimate estimate = ObserverLaws.estimate(method, BitWidth.INT8, values);
        assertThat(estimate.exponent()).hasValue(-6);
        assertThat(estimate.warning())
                .hasValueSatisfying(text -> assertThat(text).contains("minmax"));
        assertThat(ObserverLaws.estimate(method, BitWidth.INT8, 0f, -0f)).isEqualTo(Estimate.ALL_ZERO);
    }

    @Property(tries = 100, seed = "2026")
    void theExponentIsTheSmallestThatLeavesEnough(@ForAll long seed, @ForAll @IntRange(min = 1, max = MANY) int count) {
        float[] values = Floats.normal(count, seed);
        int exponent =
                ObserverLaws.estimate(method, BitWidth.INT8, values).exponent().orElseThrow();
        assertThat(beyond(values, exponent)).isLessThanOrEqualTo(count / 10_000);
        assertThat(beyond(values, exponent - 1)).isGreaterThan(count / 10_000);
    }

    @Test
    void countsAgainIfWhatCameFirstWasTooLarge() {
        float[] values = new float[1 << 20];
        Arrays.fill(values, 1);
        Arrays.fill(values, 0, 60, 100); // less than one in ten thousand, but more of what comes first
        Observer observer = method.create(BitWidth.INT8);
        for (int from = 0; from < values.length; from += 4096) {
            observer.observe(Observation.of(Arrays.copyOfRange(values, from, from + 4096)));
        }
        Observer second = observer.nextPass().orElseThrow();
        second.observe(Observation.of(values));
        assertThat(second.nextPass()).isEmpty();
        assertThat(second.estimate().exponent()).hasValue(-6);
    }

    private static int beyond(float[] values, int exponent) {
        int beyond = 0;
        for (float value : values) {
            beyond += Math.abs(value) > Math.scalb(127f, exponent) ? 1 : 0;
        }
        return beyond;
    }

    @Property(tries = 100, seed = "2026")
    void obeysTheLaws(@ForAll float[] values, @ForAll long seed) {
        ObserverLaws.hold(method, BitWidth.INT8, values, seed);
    }
}
