package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.onnx.schema.TensorProto;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingTest {
    @TempDir
    Path folder;

    @Test
    void everyFailureNamesTheFile() {
        failsWith(GraphException.because("wrong").build(), "m.onnx: wrong");
        failsWith(new IOException("disk"), "m.onnx: it cannot be read (java.io.IOException: disk)");
        failsWith(
                new InvalidProtocolBufferException("cut"),
                "m.onnx: it is no ONNX file, or is cut off or damaged (cut)");
        failsWith(new OutOfMemoryError("heap"), "m.onnx: it needs more memory");
    }

    @Test
    void onlyRegularFilesOfAtMost2GiBAreOpened() throws IOException {
        Path file = Files.write(folder.resolve("f"), new byte[] {1, 2});
        assertThat(Reading.contents(file)).containsExactly(1, 2);
        Path large = folder.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(1L << 31);
        }
        assertThatThrownBy(() -> Reading.contents(large))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("it has 2147483648 bytes; an ONNX file has at most 2 GiB");
        assertThatThrownBy(() -> Reading.contents(folder)).hasMessageContaining("it is a directory");
        assertThatThrownBy(() -> Reading.contents(folder.resolve("none"))).hasMessageContaining("no such file");
    }

    @Test
    void largeFieldsStayInTheBytesOfTheFile() throws IOException {
        byte[] file = Protos.tensor("t", 4).build().toByteArray();
        TensorProto tensor = Reading.parse(TensorProto.getDefaultInstance(), file);
        file[file.length - 1] = 0x40;
        assertThat(tensor.getRawData().byteAt(3)).isEqualTo((byte) 0x40);
    }

    private static void failsWith(Throwable failure, String message) {
        assertThatThrownBy(() -> Reading.in("m.onnx", () -> {
                    if (failure instanceof Error error) {
                        throw error;
                    } else if (failure instanceof IOException io) {
                        throw io;
                    }
                    throw (GraphException) failure;
                }))
                .isInstanceOf(GraphException.class)
                .hasMessageStartingWith(message);
    }
}
