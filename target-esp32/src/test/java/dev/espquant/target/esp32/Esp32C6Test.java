package dev.espquant.target.esp32;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.testing.TargetContractTest;
import org.junit.jupiter.api.Test;

class Esp32C6Test extends TargetContractTest {
    @Override
    protected Target target() {
        return new Esp32C6();
    }

    @Test
    void runsThePlainKernelsOfThreeAlone() {
        assertThat(target().runtime(Runtime.ESP_DL_1)).isEmpty();
        assertThat(target().runtime(Runtime.ESP_DL_3)).contains(PlainC.ESP_DL_3);
    }

    @Test
    void isCalled() {
        assertThat(target().name()).isEqualTo("esp32c6");
        assertThat(target().title()).isEqualTo("ESP32-C6");
    }
}
