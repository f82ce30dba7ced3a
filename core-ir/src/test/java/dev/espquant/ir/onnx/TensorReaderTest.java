package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorReaderTest {
    private static final byte[] TENSOR = Protos.tensor("t", 8, 2).build().toByteArray();

    @Test
    void readsBytesAndFiles(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("t.pb"), TENSOR);
        assertThat(TensorReader.read(TENSOR, "t").toFloats()).containsExactly(0, 0);
        assertThat(TensorReader.read(file)).isEqualTo(TensorReader.read(TENSOR, "t"));
    }

    @Test
    void errorsNameTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("t.pb"), new byte[] {0x0a});
        assertThatThrownBy(() -> TensorReader.read(file))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("t.pb");
        assertThatThrownBy(() -> TensorReader.read(new byte[0], "nothing"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("nothing: it is empty");
        assertThatThrownBy(
                        () -> TensorReader.read(Protos.tensor("t", 3, 1).build().toByteArray(), "short"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("short:");
    }
}
