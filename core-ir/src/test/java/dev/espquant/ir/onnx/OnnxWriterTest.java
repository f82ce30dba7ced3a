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
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
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

    private static final Model LARGE = Graphs.model("m")
            .input("x", DataType.FLOAT, 1, 64)
            .initializer("w", Graphs.ramp(64, 64))
            .initializer("b", Graphs.ramp(64))
            .node("Gemm", "x w b", "y")
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

    @Test
    void largeConstantsCanLieInAFileBesideTheModel() throws IOException {
        Path file = folder.resolve("deep/m.onnx");
        assertThat(OnnxWriter.write(LARGE, file, "m.weights")).containsExactly(file, folder.resolve("deep/m.weights"));
        assertThat(OnnxReader.read(file)).isEqualTo(LARGE);
        assertThat(Files.size(file)).isLessThan(1000);
        byte[] model = Files.readAllBytes(file);
        byte[] data = Files.readAllBytes(folder.resolve("deep/m.weights"));
        OnnxWriter.write(OnnxReader.read(file), file, "m.weights");
        assertThat(file).as("written over the files that it was read from").hasBinaryContent(model);
        assertThat(folder.resolve("deep/m.weights")).hasBinaryContent(data);
    }

    @Test
    void dataFilesLieNowhereButBesideTheModel() throws IOException {
        for (String name : new String[] {"", ".", "..", "../w", "/tmp/w", "a/w", "a\\w", "C:w", "m.onnx"}) {
            assertThatThrownBy(() -> OnnxWriter.write(LARGE, folder.resolve("m.onnx"), name))
                    .as(name)
                    .isInstanceOf(GraphException.class)
                    .hasMessageContaining("external data cannot lie in '" + name + "'");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void linksAreReplacedAndNotWrittenThrough() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "mine");
        Path models = Files.createDirectory(folder.resolve("models"));
        Files.createSymbolicLink(models.resolve("soft"), elsewhere);
        Files.createLink(models.resolve("hard"), elsewhere);
        for (String name : new String[] {"soft", "hard"}) {
            OnnxWriter.write(LARGE, models.resolve("m.onnx"), name);
            assertThat(elsewhere).hasContent("mine");
            assertThat(models.resolve(name)).isRegularFile();
            assertThat(Files.isSymbolicLink(models.resolve(name))).isFalse();
            assertThat(OnnxReader.read(models.resolve("m.onnx"))).isEqualTo(LARGE);
        }
    }

    @Test
    void neitherFileIsThereIfOneCannotBeWritten() throws IOException {
        Files.createDirectories(folder.resolve("taken/full"));
        assertThatThrownBy(() -> OnnxWriter.write(LARGE, folder.resolve("m.onnx"), "taken"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("it cannot be written");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("taken"));
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
                .hasMessageContaining("2147483648 bytes")
                .hasMessageContaining("--external-data");
    }

    private ByteBuffer zeros(int size) throws IOException {
        Path file = folder.resolve("zeros");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
            return sparse.getChannel().map(FileChannel.MapMode.READ_ONLY, 0, size);
        }
    }

    /** As if the process were killed after each step: what stands there is the old model or the new one, with its own constants. */
    @Test
    void neverLeavesAModelWithTheConstantsOfAnother(@TempDir Path place) throws IOException {
        Model old = withConstant(1);
        Model fresh = withConstant(2);
        for (int steps = 1; steps <= 4; steps++) {
            Path folder = Files.createDirectory(place.resolve("steps" + steps));
            Path file = folder.resolve("m.onnx");
            OnnxWriter.write(old, file, "m.data");
            AtomicInteger left = new AtomicInteger(steps);
            assertThatThrownBy(() -> OnnxWriter.write(fresh, file, "m.data", moved -> {
                        if (left.decrementAndGet() == 0) {
                            throw new IllegalStateException("killed");
                        }
                    }))
                    .hasMessage("killed");
            assertThat(OnnxReader.read(file).graph().initializers())
                    .isEqualTo((steps == 1 ? old : fresh).graph().initializers());
        }
    }

    @Test
    void leavesNothingBesideTheTwoFiles(@TempDir Path place) throws IOException {
        Path file = place.resolve("m.onnx");
        OnnxWriter.write(withConstant(1), file, "m.data");
        byte[] bytes = Files.readAllBytes(file);
        OnnxWriter.write(withConstant(2), file, "m.data");
        assertThat(OnnxReader.read(file).graph().initializers())
                .isEqualTo(withConstant(2).graph().initializers());
        OnnxWriter.write(withConstant(1), file, "m.data");
        assertThat(file).hasBinaryContent(bytes);
        try (Stream<Path> files = Files.list(place)) {
            assertThat(files).containsExactlyInAnyOrder(file, place.resolve("m.data"));
        }
    }

    private static Model withConstant(float value) {
        float[] values = new float[1000];
        Arrays.fill(values, value);
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1000)
                .initializer("c", Tensor.ofFloats(new long[] {1000}, values))
                .node("Add", "x c", "y")
                .output("y")
                .build();
    }
}
