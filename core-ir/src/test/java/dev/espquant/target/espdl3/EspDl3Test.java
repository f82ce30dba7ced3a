package dev.espquant.target.espdl3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.RoundingMode;
import dev.espquant.target.Runtime;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl1.EspDl1;
import org.junit.jupiter.api.Test;

class EspDl3Test {
    private static final Accumulator SUMS = Accumulator.saturating(20);
    private static final EspDl3Arithmetic ARITHMETIC = new EspDl3Arithmetic(
            RoundingMode.HALF_UP,
            ImmutableMap.of(
                    BitWidth.INT8, new IntegerPath(SUMS, SUMS, DataType.INT32, 20, IntegerPath.SlopeKernel.ROUNDED)));

    @Test
    void aRuntimeStatesWhatTheChipGave() {
        TargetRuntime facts = EspDl3.runtime(ARITHMETIC, true, false);

        assertThat(facts.runtime()).isEqualTo(Runtime.ESP_DL_3);
        assertThat(facts.filterLayout().lanes(BitWidth.INT16)).isEqualTo(8);
        assertThat(facts.schemes())
                .containsExactly(QuantizationScheme.INT8_PER_TENSOR, QuantizationScheme.INT16_PER_TENSOR);
        assertThat(EspDl3.arithmetic(facts)).isSameAs(ARITHMETIC);
        assertThat(ARITHMETIC.path(BitWidth.INT8).biasMin()).isEqualTo(-524288);
    }

    @Test
    void channelsHaveExponentsWhereTheChipSaysSo() {
        assertThat(EspDl3.runtime(ARITHMETIC, true, true).schemes()).contains(QuantizationScheme.INT8_PER_CHANNEL);
    }

    @Test
    void widthsWithoutKernelsAreRefused() {
        assertThatThrownBy(() -> ARITHMETIC.accumulatorBits(BitWidth.INT16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("int16");
    }

    @Test
    void factsOfTheOtherGenerationAreRefused() {
        assertThatThrownBy(() -> EspDl3.arithmetic(EspDl1.runtime(20, 40, true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.x");
        assertThatThrownBy(() -> EspDl1.arithmetic(EspDl3.runtime(ARITHMETIC, true, true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3.x");
    }

    @Test
    void theRuntimesOwnTestIsExactForInt8Only() {
        assertThat(EspDl3.testTolerance(BitWidth.INT8)).isZero();
        assertThat(EspDl3.testTolerance(BitWidth.INT16)).isEqualTo(1);
    }
}
