package dev.espquant.calibrator.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.quant.BitWidth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterRuleTest {
    @ParameterizedTest
    @CsvSource({"127.5, 0", "127.6, 1", "-127.5, 0", "1, -6", "0.49, -8", "0, -26", "1e-9, -26"})
    void roundsTheExponentUp(float value, int exponent) {
        for (ParameterRule rule : ParameterRule.values()) {
            assertThat(rule.exponent(new float[] {value, 0, value / 2}, BitWidth.INT8))
                    .isEqualTo(exponent);
        }
    }

    @Test
    void int16HasMoreSteps() {
        assertThat(ParameterRule.MIN_MAX.exponent(new float[] {32767.5f}, BitWidth.INT16))
                .isZero();
        assertThat(ParameterRule.MIN_MAX.exponent(new float[] {32768}, BitWidth.INT16))
                .isEqualTo(1);
    }

    /** Of 20,000 values, two are left out at either end: {@code int(20000 * (1 - 0.9999)) + 1} is 2 (not 3: 1 - 0.9999 is less than 0.0001). */
    @Test
    void percentileLeavesOutOneInTenThousandAtEitherEnd() {
        float[] values = new float[20_000];
        values[7] = 1000;
        values[9] = 900;
        values[11] = 1;
        assertThat(ParameterRule.PERCENTILE.exponent(values, BitWidth.INT8)).isEqualTo(3);
        values[9] = 1;
        assertThat(ParameterRule.PERCENTILE.exponent(values, BitWidth.INT8)).isEqualTo(-6);
        values[100] = -1000;
        assertThat(ParameterRule.PERCENTILE.exponent(values, BitWidth.INT8)).isEqualTo(-6);
        values[101] = -500;
        assertThat(ParameterRule.PERCENTILE.exponent(values, BitWidth.INT8)).isEqualTo(2);
        assertThat(ParameterRule.MIN_MAX.exponent(values, BitWidth.INT8)).isEqualTo(3);
    }

    @Test
    void takesPartOfTheValues() {
        float[] values = {127.5f, 1, 2, 255};
        assertThat(ParameterRule.MIN_MAX.exponent(values, 0, 2, BitWidth.INT8)).isZero();
        assertThat(ParameterRule.MIN_MAX.exponent(values, 2, 4, BitWidth.INT8)).isEqualTo(1);
        assertThat(ParameterRule.PERCENTILE.exponent(values, 0, 2, BitWidth.INT8))
                .isZero();
        assertThatThrownBy(() -> ParameterRule.MIN_MAX.exponent(values, 2, 2, BitWidth.INT8))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
