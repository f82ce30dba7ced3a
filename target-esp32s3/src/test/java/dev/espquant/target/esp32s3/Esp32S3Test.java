package dev.espquant.target.esp32s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl3.Accumulator;
import dev.espquant.target.espdl3.EspDl3;
import dev.espquant.target.espdl3.IntegerPath;
import dev.espquant.testing.TargetContractTest;
import org.junit.jupiter.api.Test;

class Esp32S3Test extends TargetContractTest {
    @Override
    protected Target target() {
        return new Esp32S3();
    }

    @Test
    void hasNarrowLanesAndInterleavedFilters() {
        TargetRuntime facts = target().require(Runtime.ESP_DL_1);

        assertThat(facts.arithmetic().accumulatorBits(BitWidth.INT8)).isEqualTo(20);
        assertThat(facts.arithmetic().accumulatorBits(BitWidth.INT16)).isEqualTo(40);
        assertThat(facts.filterLayout().blocked()).isTrue();
    }

    @Test
    void hasNarrowLanesForBlocksAndAWideRegisterForTheRest() {
        IntegerPath int8 = EspDl3.arithmetic(target().require(Runtime.ESP_DL_3)).path(BitWidth.INT8);

        assertThat(int8.blocks()).isEqualTo(Accumulator.saturating(20));
        assertThat(int8.rest()).isEqualTo(Accumulator.saturating(40));
        assertThat(int8.biasMax()).isEqualTo(524287);
        assertThat(target().require(Runtime.ESP_DL_3).schemes())
                .containsExactly(QuantizationScheme.INT8_PER_TENSOR, QuantizationScheme.INT16_PER_TENSOR);
    }

    @Test
    void isCalled() {
        assertThat(target().name()).isEqualTo("esp32s3");
        assertThat(target().title()).isEqualTo("ESP32-S3");
    }
}
