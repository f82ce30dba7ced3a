package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ZipDirectoryTest {
    @Test
    void readsTheSixtyFourBitEndRecord() throws IOException {
        // more entries than 16 bits can count, so that the JDK writes the 64-bit records
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < 70_000; i++) {
                zip.putNextEntry(new ZipEntry(Integer.toString(i)));
                zip.write(i);
            }
        }
        assertThat(read(bytes.toByteArray())).hasSize(70_000);
    }

    @Test
    void readsSixtyFourBitSizes() {
        byte[] zip = entry("x.npy", 1, 0xffffffffL, 0xffffffffL, 5L, 6L);

        ZipDirectory.Entry entry =
                ZipDirectory.read(ArrayBytes.of(ByteBuffer.wrap(zip)), "x.npz").get("x.npy");

        assertThat(entry.size()).isEqualTo(5);
        assertThat(entry.packedSize()).isEqualTo(6);
    }

    @Test
    void entriesMustLieInTheFile() {
        byte[] zip = entry("x.npy", 1, 1, 1, 0, 0);
        ArrayBytes file = ArrayBytes.of(ByteBuffer.wrap(zip));
        ZipDirectory.Entry entry = ZipDirectory.read(file, "x.npz").get("x.npy");

        assertThatThrownBy(() -> ZipDirectory.dataOffset(file, entry, "x.npz"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("x.npz")
                .hasMessageContaining("not where the directory says");
    }

    @Test
    void namesAreUnique() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("first"));
            zip.putNextEntry(new ZipEntry("other"));
        }
        byte[] twice = new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1)
                .replace("other", "first")
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> read(twice)).hasMessageContaining("entry 'first' is there twice");
    }

    private static java.util.Map<String, ZipDirectory.Entry> read(byte[] zip) {
        return ZipDirectory.read(ArrayBytes.of(ByteBuffer.wrap(zip)), "x.npz");
    }

    /** A directory with one entry, and nothing else. */
    private static byte[] entry(String name, int extraId, long size, long packed, long size64, long packed64) {
        ByteBuffer zip = ByteBuffer.allocate(46 + name.length() + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(0, 0x02014b50).putInt(20, (int) packed).putInt(24, (int) size);
        zip.putShort(28, (short) name.length()).putShort(30, (short) 20);
        zip.put(46, name.getBytes(StandardCharsets.US_ASCII));
        int extra = 46 + name.length();
        zip.putShort(extra, (short) extraId).putShort(extra + 2, (short) 16);
        zip.putLong(extra + 4, size64).putLong(extra + 12, packed64);
        zip.putInt(extra + 20, 0x06054b50).putInt(extra + 20 + 12, extra + 20);
        return zip.array();
    }
}
