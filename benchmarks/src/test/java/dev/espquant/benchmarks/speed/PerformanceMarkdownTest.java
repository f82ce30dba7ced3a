package dev.espquant.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espquant.benchmarks.models.BenchmarkModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class PerformanceMarkdownTest {
    private static final ModelSpeed MODEL = new ModelSpeed(
            BenchmarkModel.DS_CNN,
            new Work(2_000_000, 100_000),
            ImmutableMap.of("ort_fp32", 1000.0, "ort_qdq_int8", 500.0, "int8", 2000.0, "int16", 400.0),
            1.9);

    @Test
    void ratiosAreThoseOfTheColumns() {
        String text = PerformanceMarkdown.of(
                List.of(MODEL), new Peaks(50e9, 100e9, 200e9, 1e9), new OptimizerGrowth(0.1, 0.21));

        assertThat(text)
                .contains("| DS-CNN 49x10 | 64 | 1000 | 500 | 2000 | 400 | 2.00 | 4.00 | 0.40 | 1.90 |")
                .contains("| 0.100 s | 0.210 s | 2.10 |");
    }

    @Test
    void theRoofIsTheSmallerOfTwo() {
        Peaks slowMemory = new Peaks(50e9, 100e9, 200e9, 1e9);
        Peaks fastMemory = new Peaks(50e9, 100e9, 200e9, 100e9);

        assertThat(slowMemory.roof(20)).isEqualTo(20e9);
        assertThat(fastMemory.roof(20)).isEqualTo(200e9);
        assertThat(PerformanceMarkdown.of(List.of(MODEL), slowMemory, new OptimizerGrowth(1, 2)))
                .contains("| DS-CNN 49x10 | 20.00 | 20.0 | 4.0 | 20 % |");
    }

    @Test
    void aChipHasATableOfItsOwn() {
        assertThat(PerformanceMarkdown.of("ESP32-P4", List.of(MODEL)))
                .startsWith("### ESP32-P4\n")
                .contains("| DS-CNN 49x10 | 64 | 1000 |");
    }
}
