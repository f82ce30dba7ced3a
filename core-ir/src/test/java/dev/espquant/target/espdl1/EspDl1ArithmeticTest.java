package dev.espquant.target.espdl1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import org.junit.jupiter.api.Test;

class EspDl1ArithmeticTest {

    @Test
    void accumulatorsBelongToOperandWidths() {
        EspDl1Arithmetic arithmetic = new EspDl1Arithmetic(
                RoundingMode.FLOOR,
                ImmutableMap.of(BitWidth.INT8, 20),
                new EspDl1Arithmetic.PerChannel(4, BitWidth.INT16, 15));
        assertThat(arithmetic.accumulatorBits(BitWidth.INT8)).isEqualTo(20);
        assertThatThrownBy(() -> arithmetic.accumulatorBits(BitWidth.INT16))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
