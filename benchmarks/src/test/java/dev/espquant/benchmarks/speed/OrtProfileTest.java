package dev.espquant.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.benchmarks.models.BenchmarkModel;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrtProfileTest {
    @Test
    void everyNodeHasATime() throws IOException {
        Map<String, Double> nodes = OrtProfile.nanosPerImage(BenchmarkModel.DS_CNN.build(), 2, Duration.ZERO);

        assertThat(nodes.keySet()).filteredOn(name -> name.contains("Conv")).hasSizeGreaterThanOrEqualTo(9);
        assertThat(nodes.values()).allMatch(nanos -> nanos >= 0);
    }
}
