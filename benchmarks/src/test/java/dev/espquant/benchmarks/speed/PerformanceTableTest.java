package dev.espquant.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.benchmarks.models.BenchmarkModel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PerformanceTableTest {
    @Test
    void everyTableIsFilled() {
        String tables = PerformanceTable.measure(
                List.of(BenchmarkModel.DS_CNN), 40, new PerformanceTable.Effort(1, Duration.ZERO, Duration.ZERO, 2));

        assertThat(tables)
                .contains("### Images per second", "### Roofline", "### Optimizer")
                .contains("| DS-CNN 49x10 | 64 | ", "G products/s", "GB/s")
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void theOtherGenerationHasATableForEachChip() {
        String tables = PerformanceTable.measureSecondGeneration(
                List.of(BenchmarkModel.DS_CNN), new PerformanceTable.Effort(1, Duration.ZERO, Duration.ZERO, 2));

        assertThat(tables)
                .contains("### ESP32-S3", "### ESP32-P4", "| DS-CNN 49x10 | 64 | ")
                .doesNotContain("NaN", "Infinity");
    }
}
