package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import dev.espquant.testing.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzFileTest {
    @TempDir
    Path folder;

    @Test
    void readsEveryArrayThatNumpyWrote() {
        SharedData.whenPresent(root -> {
            Path file = SharedData.file(root, "data/espdl_v11_mnist_sample/golden_export_int16_esp32s3");
            try (var files = Files.walk(file)) {
                for (Path npz : files.filter(f -> f.toString().endsWith(".npz")).toList()) {
                    NpzFile arrays = NpzFile.open(npz);
                    assertThat(arrays.names()).isNotEmpty();
                    for (String name : arrays.names()) {
                        NpyArray array = arrays.array(name);
                        array.readFloats(0, new float[(int) array.elementCount()], 0, (int) array.elementCount());
                    }
                }
            }
        });
    }

    @Test
    void readsStoredAndDeflatedArrays() throws IOException {
        byte[] array = Npy.file(1, Npy.dictionary("|u1", "(1000,)"), new byte[1000]);
        Path file = write(zip(array, "a.npy", "b/c:0.npy", "readme.txt"));

        assertThat(NpzFile.open(file).names()).containsExactly("a", "b/c:0");
        assertThat(NpyFile.open(file + ":a").elementCount()).isEqualTo(1000);
        assertThat(NpyFile.open(file + ":b/c:0").name()).endsWith("x.npz:b/c:0");
    }

    @Test
    void oneArrayNeedsNoName() throws IOException {
        byte[] array = Npy.file(1, Npy.dictionary("|u1", "(1,)"), (byte) 9);
        int[] value = new int[1];

        NpyFile.open(write(zip(array, "only.npy")).toString()).readInts(0, value, 0, 1, 0, 9);

        assertThat(value).containsExactly(9);
        assertThatThrownBy(
                        () -> NpyFile.open(write(zip(array, "a.npy", "b.npy")).toString()))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("2 arrays")
                .hasMessageContaining("one of the names a, b");
    }

    @Test
    void suggestsTheNearestName() throws IOException {
        Path file = write(zip(Npy.file(1, Npy.dictionary("|u1", "(0,)")), "images.npy"));

        assertThatThrownBy(() -> NpyFile.open(file + ":imagse")).hasMessageContaining("did you mean 'images'?");
    }

    @Test
    void doesNotUnpackBombs() throws IOException {
        // 100 MB of zeros in 100 kB, inside an array header that promises one byte
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(Npy.file(1, Npy.dictionary("|u1", "(1,)"), (byte) 0));
            zip.write(new byte[100 << 20]);
        }
        assertThatThrownBy(() -> NpyFile.open(write(bomb.toByteArray()).toString()))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("more than one array or foreign bytes");

        byte[] liar = zip(Npy.file(1, Npy.dictionary("|u1", "(1000,)"), new byte[1000]), "x.npy");
        int central = indexOf(liar, new byte[] {'P', 'K', 1, 2});
        ByteBuffer.wrap(liar).order(ByteOrder.LITTLE_ENDIAN).putInt(central + 24, 0x7fffffff);
        assertThatThrownBy(() -> NpyFile.open(write(liar).toString()))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("claims 2147483647 bytes")
                .hasMessageContaining("numpy.savez(");
    }

    @Test
    void checksTheChecksum() throws IOException {
        byte[] bytes = zip(Npy.file(1, Npy.dictionary("|u1", "(1000,)"), new byte[1000]), "x.npy");
        int central = indexOf(bytes, new byte[] {'P', 'K', 1, 2});
        bytes[central + 16] ^= 1;

        assertThatThrownBy(() -> NpyFile.open(write(bytes).toString())).hasMessageContaining("damaged");
    }

    @Test
    void refusesOtherFiles() throws IOException {
        assertThatThrownBy(() -> NpzFile.open(write(new byte[0]))).hasMessageContaining("too short");
        assertThatThrownBy(() -> NpzFile.open(write(new byte[100]))).hasMessageContaining("its end is missing");
    }

    @Property(tries = 300, seed = "2026")
    void damageNeverGivesAnotherError(@ForAll @IntRange(min = 0, max = 600) int at, @ForAll byte value)
            throws IOException {
        byte[] bytes = zip(Npy.file(1, Npy.dictionary("|u1", "(10,)"), new byte[10]), "a.npy", "b.npy");
        bytes[at % bytes.length] = value;
        Path file = Files.write(Files.createTempFile("damaged", ".npz"), bytes);
        try {
            NpzFile npz = NpzFile.open(file);
            npz.names().forEach(npz::array);
        } catch (GraphException e) {
            assertThat(e.getMessage()).contains("damaged");
        } finally {
            Files.delete(file);
        }
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("x.npz"), bytes);
    }

    /** The first entry is deflated, the second stored. */
    private static byte[] zip(byte[] content, String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                ZipEntry entry = new ZipEntry(name);
                if (!name.equals(names[0])) {
                    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
                    crc.update(content);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(content.length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        int at = 0;
        while (!java.util.Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
            at++;
        }
        return at;
    }
}
