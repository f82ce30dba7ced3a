package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.benchmarks.models.BenchmarkModel;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CalibrationSpeedTest {
    @Test
    void measuresInferenceAndEveryMethod() throws IOException {
        assertThat(CalibrationSpeed.measure(BenchmarkModel.DS_CNN, 2, 1, /* warm= */ false))
                .containsOnlyKeys("inference", "minmax", "percentile", "entropy", "kl")
                .allSatisfy((name, speed) -> assertThat(speed).isPositive());
    }
}
