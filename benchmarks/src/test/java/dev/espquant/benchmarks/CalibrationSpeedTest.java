package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.benchmarks.models.BenchmarkModel;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationSpeedTest {
    @Test
    void measuresInferenceAndEveryMethod() throws IOException {
        assertThat(CalibrationSpeed.measure(BenchmarkModel.DS_CNN, 2, 1, /* warm= */ false))
                .containsOnlyKeys("inference", "minmax", "percentile", "entropy", "kl")
                .allSatisfy((name, speed) -> assertThat(speed).isPositive());
    }

    @Test
    void theTableHasARowForEachModel() throws IOException {
        assertThat(CalibrationSpeed.table(List.of(BenchmarkModel.DS_CNN), 2, 1, 1, /* warm= */ false)
                        .lines())
                .hasSize(3)
                .startsWith("| model | images | minmax | percentile | entropy | kl |", "|---|---|---|---|---|---|")
                .last()
                .asString()
                .matches("\\| DS-CNN 49x10 \\| 2( \\| \\d+\\.\\d\\d){4} \\|");
    }
}
