package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.schema.StringStringEntryProto;
import dev.espquant.ir.onnx.schema.TensorProto;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalDataTest {
    @TempDir
    Path outside;

    private Path folder;

    @BeforeEach
    void dataBesideTheModel() throws IOException {
        folder = Files.createDirectory(outside.resolve("model"));
        ByteBuffer floats = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        floats.asFloatBuffer().put(new float[] {1, 2, 3, 4});
        Files.write(folder.resolve("weights.bin"), floats.array());
        Files.write(outside.resolve("secret.bin"), floats.array());
    }

    @Test
    void liesInAFileBesideTheModel() throws IOException {
        assertThat(read("location", "weights.bin", "offset", "4", "length", "8"))
                .containsExactly(2, 3);
        assertThat(read("location", "weights.bin")).containsExactly(1, 2);
        Files.createDirectory(folder.resolve("data"));
        Files.move(folder.resolve("weights.bin"), folder.resolve("data/w.bin"));
        assertThat(read("location", "data/w.bin", "offset", "8")).containsExactly(3, 4);
    }

    @Test
    void becomesPartOfTheModelThatIsWritten() throws IOException {
        Model model = OnnxReader.read(modelFile("location", "weights.bin"));
        Model again = OnnxReader.read(OnnxWriter.toBytes(model), "again");
        assertThat(again).isEqualTo(model);
        assertThat(again.graph().initializers().get("w").toFloats()).containsExactly(1, 2);
    }

    @Test
    void neverLiesOutsideTheFolder() throws IOException {
        refused("must be a relative path", "location", "../secret.bin");
        refused("must be a relative path", "location", "data/../../secret.bin");
        refused("must be a relative path", "location", "..\\secret.bin");
        refused(
                "must be a relative path",
                "location",
                outside.resolve("secret.bin").toString());
        refused("must be a relative path", "location", "");
        refused("must be a relative path", "offset", "0");
        refused("is not a path", "location", "a\0b");
    }

    @Test
    void linksDoNotLeadOut() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.bin"), outside.resolve("secret.bin"));
        Files.createSymbolicLink(folder.resolve("up"), outside);
        refused("a link leads out", "location", "link.bin");
        refused("a link leads out", "location", "up/secret.bin");
        if (Files.getFileStore(folder).supportsFileAttributeView("unix")) {
            Files.createLink(folder.resolve("hard.bin"), outside.resolve("secret.bin"));
            refused("more than one hard link", "location", "hard.bin");
        }
    }

    @Test
    void linksInsideTheFolderAreFine() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.bin"), Path.of("weights.bin"));
        assertThat(read("location", "link.bin")).containsExactly(1, 2);
        Path other = Files.createSymbolicLink(outside.resolve("other"), folder);
        modelFile("location", "weights.bin");
        assertThat(OnnxReader.read(other.resolve("m.onnx")).graph().initializers())
                .hasSize(1);
    }

    @Test
    void isARegularFileThatExists() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        refused("there is no such file", "location", "missing.bin");
        refused("not a regular file", "location", "sub");
        refused("not a regular file", "location", ".");
    }

    @Test
    void isAsLongAsItMustBe() throws IOException {
        refused("beyond the file's end", "location", "weights.bin", "offset", "12");
        refused("beyond the file's end", "location", "weights.bin", "offset", "9223372036854775807");
        refused("the tensor takes 8 bytes, its length entry says 4", "location", "weights.bin", "length", "4");
        refused("its offset is no size: '-4'", "location", "weights.bin", "offset", "-4");
        refused("its length is no size: 'x'", "location", "weights.bin", "length", "x");
        refused("no size", "location", "weights.bin", "length", "99999999999999999999");
    }

    @Test
    void isNotForStringsAndImpossibleShapes() throws IOException {
        assertThatThrownBy(() -> OnnxReader.read(
                        modelFile(tensor("location", "weights.bin").setDataType(8))))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("strings cannot lie in an external file");
        assertThatThrownBy(() -> OnnxReader.read(
                        modelFile(tensor("location", "weights.bin").addDims(-1))))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("no float tensor can have the shape [2, -1]");
        assertThatThrownBy(() -> OnnxReader.read(
                        modelFile(tensor("location", "weights.bin").addDims(1L << 40))))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("beyond the file's end");
    }

    @Test
    void mayBeLargerThanABufferCanBe() throws IOException {
        Path file = folder.resolve("large.bin");
        long size = (1L << 31) + 8;
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
            sparse.seek(size - 8);
            sparse.write(new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
        }
        assertThat(read("location", "large.bin", "offset", Long.toString(size - 8)))
                .containsExactly(1, 2);
    }

    @Test
    void needsAModelThatIsAFile() throws IOException {
        byte[] bytes = Files.readAllBytes(modelFile("location", "weights.bin"));
        assertThatThrownBy(() -> OnnxReader.read(bytes, "memory"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("memory: value 'w': external data 'weights.bin'")
                .hasMessageContaining("not read from a file");
    }

    private float[] read(String... entries) throws IOException {
        return OnnxReader.read(modelFile(entries))
                .graph()
                .initializers()
                .get("w")
                .toFloats();
    }

    private void refused(String message, String... entries) throws IOException {
        Path file = modelFile(entries);
        assertThatThrownBy(() -> OnnxReader.read(file))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("m.onnx: value 'w': external data")
                .hasMessageContaining(message)
                .hasMessageContaining("Fix: ");
    }

    private Path modelFile(String... entries) throws IOException {
        return modelFile(tensor(entries));
    }

    private Path modelFile(TensorProto.Builder tensor) throws IOException {
        return Files.write(
                folder.resolve("m.onnx"),
                Protos.model(Protos.graph().addInitializer(tensor)).build().toByteArray());
    }

    private static TensorProto.Builder tensor(String... entries) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName("w").setDataType(1).addDims(2).setDataLocation(1);
        for (int i = 0; i < entries.length; i += 2) {
            tensor.addExternalData(
                    StringStringEntryProto.newBuilder().setKey(entries[i]).setValue(entries[i + 1]));
        }
        return tensor;
    }
}
