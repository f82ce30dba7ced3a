package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Opaque;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxWriterTest {
    private static final Model MODEL = Graphs.model("m")
            .input("x", DataType.FLOAT, 1, 4)
            .initializer("w", Graphs.ramp(4, 2))
            .node("MatMul", "x w", "y")
            .output("y")
            .build();

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadAgain() {
        Path file = folder.resolve("deep/m.onnx");
        OnnxWriter.write(MODEL, file);
        assertThat(OnnxReader.read(file)).isEqualTo(MODEL);
        assertThat(file).hasBinaryContent(OnnxWriter.toBytes(MODEL));
    }

    @Test
    void bytesDependOnNothingButTheModel() {
        Model copy = MODEL.withGraph(MODEL.graph().toBuilder().build());
        assertThat(OnnxWriter.toBytes(copy)).isEqualTo(OnnxWriter.toBytes(MODEL));
    }

    @Test
    void aFileThatCannotBeWrittenIsAnError() throws IOException {
        Path file = Files.createFile(folder.resolve("file")).resolve("m.onnx");
        assertThatThrownBy(() -> OnnxWriter.write(MODEL, file))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("m.onnx: it cannot be written");
    }

    @Test
    void errorsNameTheFileAndLeaveNothingBehind() throws IOException {
        Model damaged = MODEL.withGraph(MODEL.graph().toBuilder()
                .unknownFields(Opaque.of(new byte[] {0x0a}))
                .build());
        assertThatThrownBy(() -> OnnxWriter.write(damaged, folder.resolve("m.onnx")))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("m.onnx: unknown fields");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    /** Constants share one mapping of a sparse file, so that they take no memory. */
    @Test
    void modelsBeyond2GiBAreRefused() throws IOException {
        Tensor large = Tensor.ofBytes(DataType.UINT8, new long[] {1 << 30}, zeros(1 << 30));
        Graph two = Graphs.model("m")
                .initializer("a", large)
                .node("Constant", "", "b", "value", large)
                .node("If", "a", "y", "then_branch", Graphs.model("t").graphUnchecked())
                .graphUnchecked();
        assertThatThrownBy(() -> OnnxWriter.write(Model.of(two, 13), folder.resolve("m.onnx")))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("more than 2 GiB")
                .hasMessageContaining("2147483648 bytes");
    }

    private ByteBuffer zeros(int size) throws IOException {
        Path file = folder.resolve("zeros");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
            return sparse.getChannel().map(FileChannel.MapMode.READ_ONLY, 0, size);
        }
    }
}
