package dev.espquant.calibrator.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.calibrator.Estimate;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinMaxFactoryTest {
    private final MinMaxFactory method = new MinMaxFactory();

    @ParameterizedTest
    @CsvSource({"127, 0", "127.00001, 1", "1, -6", "-128, 1", "0.9921875, -7", "-0.01, -13", "1e30, 93", "1e-40, -139"})
    void takesTheSmallestExponentAtWhichNothingSaturates(float value, int exponent) {
        assertThat(ObserverLaws.estimate(method, BitWidth.INT8, 0f, value, value / 2)
                        .exponent())
                .hasValue(exponent);
    }

    @Test
    void dividesBy32767ForInt16() {
        assertThat(ObserverLaws.estimate(method, BitWidth.INT16, 32767f)).isEqualTo(Estimate.of(0, 32767));
        assertThat(ObserverLaws.estimate(method, BitWidth.INT16, 1f).exponent()).hasValue(-14);
    }

    @Test
    void allZeroAsksForNothing() {
        assertThat(ObserverLaws.estimate(method, BitWidth.INT8, 0f, 0f)).isEqualTo(Estimate.ALL_ZERO);
        assertThat(ObserverLaws.estimate(method, BitWidth.INT8)).isEqualTo(Estimate.ALL_ZERO);
    }

    @Test
    void existsForEveryScheme() {
        assertThat(method.refusal(QuantizationScheme.INT16_PER_TENSOR)).isEmpty();
        assertThat(method.refusal(QuantizationScheme.INT8_PER_CHANNEL)).isEmpty();
    }

    @Property(tries = 200, seed = "2026")
    void obeysTheLaws(@ForAll float[] values, @ForAll long seed) {
        ObserverLaws.hold(method, BitWidth.INT8, values, seed);
    }
}
