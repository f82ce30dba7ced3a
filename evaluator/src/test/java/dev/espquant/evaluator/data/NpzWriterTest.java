package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzWriterTest {
    @TempDir
    Path folder;

    @Test
    void arraysGrowSideBySide() throws IOException {
        Path file = write("x.npz");

        NpzFile npz = NpzFile.open(file);
        int[] integers = new int[4];
        float[] floats = new float[2];
        npz.array("logits/Gemm:0").readInts(0, integers, 0, 4, -128, 127);
        npz.array("b").readFloats(0, floats, 0, 2);
        assertThat(npz.names()).containsExactly("logits/Gemm:0", "b");
        assertThat(integers).containsExactly(1, -2, 3, -128);
        assertThat(floats).containsExactly(0.5f, 1.5f);
    }

    @Test
    void bytesDoNotDependOnTimeAndPlace() throws IOException {
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Shanghai"));
            Path east = write("east.npz");
            TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));

            assertThat(write("west.npz")).hasSameBinaryContentAs(east);
            assertThat(Hashing.sha256().hashBytes(Files.readAllBytes(east)).toString())
                    .isEqualTo(KNOWN_HASH);
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    private static final String KNOWN_HASH = "120b5b83e408d157eab43ce74d4d715503e0271f4d9a4e5a69c9f17c579af717";

    @Test
    void nothingIsWrittenUnlessFinished() throws IOException {
        Path file = folder.resolve("x.npz");
        try (NpzWriter writer = NpzWriter.to(file)) {
            writer.add("a", NpyType.INT8, 2).append(1);

            assertThatThrownBy(writer::finish)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("array 'a'");
            assertThatThrownBy(() -> writer.add("a", NpyType.INT8, 2)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(file).doesNotExist();
    }

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        try (NpzWriter writer = NpzWriter.to(file)) {
            NpzWriter.ArrayWriter a = writer.add("logits/Gemm:0", NpyType.INT8, 2, 2);
            NpzWriter.ArrayWriter b = writer.add("b", NpyType.FLOAT32, 2);
            a.append(1, -2);
            b.append(0.5f);
            a.append(3, -128);
            b.append(1.5f);
            writer.finish();
        }
        return file;
    }
}
