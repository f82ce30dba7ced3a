package dev.espquant.target.esp32p4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.RoundingMode;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import dev.espquant.testing.TargetContractTest;
import org.junit.jupiter.api.Test;

class Esp32P4Test extends TargetContractTest {
    @Override
    protected Target target() {
        return new Esp32P4();
    }

    @Test
    void roundsHalfToEvenAndHasExponentsPerChannel() {
        TargetRuntime facts = target().require(Runtime.ESP_DL_3);

        assertThat(facts.arithmetic().shiftRounding()).isEqualTo(RoundingMode.HALF_EVEN);
        assertThat(facts.arithmetic().accumulatorBits(BitWidth.INT8)).isEqualTo(32);
        assertThat(facts.filterLayout().blocked()).isTrue();
        assertThat(facts.schemes()).contains(QuantizationScheme.INT16_PER_CHANNEL);
    }

    @Test
    void isCalled() {
        assertThat(target().name()).isEqualTo("esp32p4");
        assertThat(target().title()).isEqualTo("ESP32-P4");
    }
}
