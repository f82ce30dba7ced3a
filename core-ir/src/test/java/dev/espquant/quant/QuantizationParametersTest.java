package dev.espquant.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QuantizationParametersTest {
    @Test
    void oneExponentIsEveryChannels() {
        QuantizationParameters parameters = QuantizationParameters.perTensor(BitWidth.INT16, -11);
        assertThat(parameters.exponent()).isEqualTo(-11);
        assertThat(parameters.exponent(5)).isEqualTo(-11);
    }

    @Test
    void everyChannelHasItsOwn() {
        QuantizationParameters parameters = QuantizationParameters.perChannel(BitWidth.INT8, new int[] {-7, -9, -8}, 0);
        assertThat(parameters.exponent(1)).isEqualTo(-9);
        assertThatThrownBy(parameters::exponent)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one exponent per channel");
    }

    @Test
    void aSingleChannelHasAnExponentToo() {
        assertThat(QuantizationParameters.perChannel(BitWidth.INT8, new int[] {-7}, 0)
                        .exponent())
                .isEqualTo(-7);
    }

    @Test
    void noExponentMakesNoSense() {
        assertThatThrownBy(() -> QuantizationParameters.perChannel(BitWidth.INT8, new int[0], 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
