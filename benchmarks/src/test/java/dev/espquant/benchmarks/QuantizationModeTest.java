package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.calibrator.Observers;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import org.junit.jupiter.api.Test;

class QuantizationModeTest {
    @Test
    void everySchemeOfTheChipIsMeasured() {
        assertThat(QuantizationMode.ALL)
                .extracting(QuantizationMode::scheme)
                .containsAll(
                        Targets.load().get("esp32s3").require(Runtime.ESP_DL_1).schemes());
    }

    @Test
    void methodsAreObserversAndTitlesDiffer() {
        QuantizationMode.ALL.forEach(
                mode -> assertThat(Observers.load().get(mode.method())).isNotNull());
        assertThat(QuantizationMode.ALL).extracting(QuantizationMode::title).doesNotHaveDuplicates();
    }
}
