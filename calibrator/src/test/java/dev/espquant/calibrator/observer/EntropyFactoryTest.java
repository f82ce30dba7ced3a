package dev.espquant.calibrator.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.calibrator.Estimate;
import dev.espquant.calibrator.Floats;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EntropyFactoryTest {
    private final EntropyFactory method = new EntropyFactory();

    @Test
    void isRefusedForInt16InTheVendorsWords() {
        assertThat(method.refusal(QuantizationScheme.INT16_PER_TENSOR))
                .hasValue("int16 only supports minmax calibration method");
        assertThat(method.refusal(QuantizationScheme.INT8_PER_TENSOR)).isEmpty();
    }

    @Test
    void clipsOutliers() {
        float[] values = Floats.normal(3000, 1);
        values[17] = 40;
        Estimate estimate = ObserverLaws.estimate(method, BitWidth.INT8, values);
        assertThat(estimate.threshold()).isBetween(4.0, 6.0);
        assertThat(estimate.exponent()).as("40 would ask for -1").hasValue(-4);
        assertThat(estimate.warning()).isEmpty();
    }

    @Test
    void constantDataFallsBackToMinMaxAndSaysSo() {
        float[] values = new float[100];
        Arrays.fill(values, 3);
        assertFallback(values, -5);
        Arrays.fill(values, -3);
        assertFallback(values, -5);
    }

    @Test
    void oneHotDataFallsBackToMinMaxAndSaysSo() {
        float[] values = new float[100];
        values[50] = 1;
        assertFallback(values, -6);
    }

    @Test
    void aSingleValueFallsBackToMinMaxAndSaysSo() {
        assertFallback(new float[] {0.25f}, -8);
        assertFallback(new float[] {1e-42f}, -146);
    }

    @Test
    void dataFarFromZeroHasAThreshold() {
        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 + i / 2000f;
        }
        Estimate estimate = ObserverLaws.estimate(method, BitWidth.INT8, values);
        assertThat(estimate.threshold()).isBetween(1.0, 1.5);
        assertThat(estimate.warning()).isEmpty();
    }

    @Test
    void allZeroAsksForNothing() {
        assertThat(ObserverLaws.estimate(method, BitWidth.INT8, 0f, -0f)).isEqualTo(Estimate.ALL_ZERO);
    }

    @Property(tries = 25, seed = "2026")
    void obeysTheLaws(@ForAll @IntRange(min = 1, max = 3000) int count, @ForAll long seed, @ForAll boolean relu) {
        float[] values = Floats.normal(count, seed);
        ObserverLaws.hold(method, BitWidth.INT8, relu ? Floats.relu(values) : values, seed);
    }

    private void assertFallback(float[] values, int exponent) {
        Estimate estimate = ObserverLaws.estimate(method, BitWidth.INT8, values);
        assertThat(estimate.exponent()).hasValue(exponent);
        assertThat(estimate.warning())
                .hasValueSatisfying(text -> assertThat(text).contains("minmax"));
    }
}
