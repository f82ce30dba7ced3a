package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InflationTest {
    @TempDir
    Path folder;

    @Test
    void largeArraysGoThroughATemporaryFile() throws IOException {
        int size = 65 << 20; // beyond what is unpacked into memory
        Path file = folder.resolve("large.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(NpyWriter.header(NpyType.INT8, size));
            zip.write(new byte[size - 1]);
            zip.write(7);
        }
        NpyArray array = NpyFile.open(file.toString());
        int[] last = new int[2];

        array.readInts(size - 2, last, 0, 2, 0, 127);

        assertThat(array.elementCount()).isEqualTo(size);
        assertThat(last).containsExactly(0, 7);
    }

    @Test
    void nothingBeyondTheLimitIsUnpacked() {
        ZipDirectory.Entry entry =
                new ZipDirectory.Entry("x.npy", 8, /* encrypted= */ false, 0, 1L << 40, Inflation.LIMIT + 1, 0);

        assertThatThrownBy(() -> new Inflation(memory(0, 0, 0, 0), entry, "x.npz:x").unpack())
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("at most 4294967296 are unpacked");
    }

    @Test
    void garbageIsTold() {
        ZipDirectory.Entry entry = new ZipDirectory.Entry("x.npy", 8, /* encrypted= */ false, 0, 8, 100, 0);

        assertThatThrownBy(() -> new Inflation(memory(-1, -1, -1, -1), entry, "x.npz:x").unpack())
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("damaged");
    }

    private static ArrayBytes memory(int... bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
        for (int value : bytes) {
            buffer.put((byte) value);
        }
        return ArrayBytes.of(buffer.flip());
    }
}
