package dev.espquant.calibrator.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.calibrator.Estimate;
import dev.espquant.calibrator.Floats;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KlFactoryTest {
    private final KlFactory method = new KlFactory();

    @Test
    void existsForEveryScheme() {
        assertThat(method.refusal(QuantizationScheme.INT16_PER_TENSOR)).isEmpty();
        assertThat(method.refusal(QuantizationScheme.INT8_PER_CHANNEL)).isEmpty();
    }

    @Test
    void clipsOutliers() {
        float[] values = Floats.normal(100_000, 1);
        values[17] = 100;
        Estimate estimate = ObserverLaws.estimate(method, BitWidth.INT8, values);
        assertThat(estimate.threshold())
                .as("a multiple of 100 / 32, below the outlier")
                .isBetween(3.0, 30.0);
        assertThat(estimate.exponent().orElseThrow()).isBetween(-5, -2);
    }

    @Test
    void keepsTheWholeOfAnEvenDistribution() {
        float[] values = new float[1 << 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i + 1f) / values.length;
        }
        assertThat(ObserverLaws.estimate(method, BitWidth.INT8, values)).isEqualTo(Estimate.of(-7, 1));
        assertThat(ObserverLaws.estimate(method, BitWidth.INT16, values).exponent())
                .hasValue(-15);
    }

    @Test
    void noScaleIsSmallerThanEspPpqs() {
        assertThat(ObserverLaws.estimate(method, BitWidth.INT8, 1e-7f, 0f).exponent())
                .hasValue(-27);
        assertThat(ObserverLaws.estimate(method, BitWidth.INT16, Float.MIN_VALUE)
                        .exponent())
                .hasValue(-27);
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
}
