package dev.espquant.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.benchmarks.models.BenchmarkModel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LayerTimesTest {
    @Test
    void everyStepHasARow() {
        String table = LayerTimes.of(BenchmarkModel.DS_CNN).table(1, Duration.ZERO);

        assertThat(table.lines()).hasSize(2 + 12 + 1);
        assertThat(table).contains("| logits | [1,12] | ", "| all | ").doesNotContain("NaN", "Infinity");
    }
}
