package dev.espquant.benchmarks.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.onnx.OnnxReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteModelsTest {
    @Test
    void writesWhatTheReaderReads(@TempDir Path folder) {
        Path file = WriteModels.write(BenchmarkModel.DS_CNN, folder);

        assertThat(file).hasFileName("ds_cnn.onnx");
        assertThat(OnnxReader.read(file).graph())
                .isEqualTo(BenchmarkModel.DS_CNN.build().graph());
    }
}
