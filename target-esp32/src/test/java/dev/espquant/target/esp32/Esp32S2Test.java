package dev.espquant.target.esp32;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.quant.BitWidth;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import dev.espquant.testing.TargetContractTest;
import org.junit.jupiter.api.Test;

class Esp32S2Test extends TargetContractTest {
    @Override
    protected Target target() {
        return new Esp32S2();
    }

    @Test
    void keepsSumsInPlainIntegers() {
        TargetRuntime facts = target().require(Runtime.ESP_DL_1);

        assertThat(facts.arithmetic().accumulatorBits(BitWidth.INT8)).isEqualTo(32);
        assertThat(facts.arithmetic().accumulatorBits(BitWidth.INT16)).isEqualTo(64);
        assertThat(facts.filterLayout().blocked()).isFalse();
    }

    @Test
    void runsThePlainKernelsOfThree() {
        assertThat(target().runtime(Runtime.ESP_DL_3)).contains(PlainC.ESP_DL_3);
    }

    @Test
    void isCalled() {
        assertThat(target().name()).isEqualTo("esp32s2");
        assertThat(target().title()).isEqualTo("ESP32-S2");
    }
}
