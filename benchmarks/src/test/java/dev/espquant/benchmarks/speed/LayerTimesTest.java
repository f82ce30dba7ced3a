package dev.espquant.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.benchmarks.models.BenchmarkModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LayerTimesTest {
    @Test
    void everyLayerHasARow() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LayerTimes.print(
                BenchmarkModel.DS_CNN.build(),
                2,
                Duration.ZERO,
                Duration.ZERO,
                new PrintStream(bytes, true, StandardCharsets.UTF_8));

        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(text.lines().filter(line -> line.contains("Conv 64x1x3x3: 1x64x25x5 to 1x64x25x5")))
                .hasSize(4);
        assertThat(text.lines().filter(line -> line.startsWith("all "))).hasSize(3);
        assertThat(text)
                .contains("inputs", "ONNX Runtime, float32", "ONNX Runtime, QDQ")
                .doesNotContain("NaN");
    }
}
