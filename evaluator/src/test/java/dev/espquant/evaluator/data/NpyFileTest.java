package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyFileTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatNumpyWrote() {
        SharedData.whenPresent(root -> {
            NpyArray images = NpyFile.open(SharedData.file(root, "data/mnist/test_images.npy"));
            int[] first = new int[28 * 28];
            images.readInts(0, first, 0, first.length, 0, 255);

            assertThat(images.type()).isEqualTo(NpyType.UINT8);
            assertThat(images.sizes().toArray()).containsExactly(10000, 28, 28);
            assertThat(first).contains(255).contains(0);
        });
    }

    @Test
    void readsFromAnyElementOn() throws IOException {
        Path file = folder.resolve("x.npy");
        NpyWriter.write(file, FloatTensor.of(new long[] {5}, 1, 2, 3, 4, 5));
        float[] target = new float[3];

        NpyFile.open(file).readFloats(3, target, 1, 2);

        assertThat(target).containsExactly(0, 4, 5);
        assertThatThrownBy(() -> NpyFile.open(file).readFloats(4, target, 0, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void readsBigEndian() throws IOException {
        Path file = Files.write(
                folder.resolve("x.npy"), Npy.file(1, Npy.dictionary(">i2", "(2,)"), new byte[] {1, 2, -1, -1}));
        int[] target = new int[2];

        NpyFile.open(file).readInts(0, target, 0, 2, -1000, 1000);

        assertThat(target).containsExactly(258, -1);
    }

    @Test
    void namesTheElementThatIsNoSuchInteger() throws IOException {
        Path file = folder.resolve("x.npy");
        NpyWriter.write(file, FloatTensor.of(new long[] {3}, 1, 128, 0.5f));
        NpyArray array = NpyFile.open(file);

        assertThatThrownBy(() -> array.readInts(0, new int[3], 0, 3, -128, 127))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("element 1 must be a whole number from -128 to 127, found 128.0");
        assertThatThrownBy(() -> array.readInts(2, new int[1], 0, 1, -128, 127))
                .hasMessageContaining("element 2")
                .hasMessageContaining("0.5");
    }

    @Test
    void tellsMissingFilesAndFolders() {
        assertThatThrownBy(() -> NpyFile.open(folder.resolve("none.npy")))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("none.npy: there is no such file");
        assertThatThrownBy(() -> NpyFile.open(folder)).hasMessageContaining("this is no file");
        assertThatThrownBy(() -> NpyFile.open(folder + "/none.npz:x")).hasMessageContaining("none.npz: there is no");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Path file = Files.write(folder.resolve("x.npy"), new byte[0]);

        assertThatThrownBy(() -> NpyFile.open(file))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("too short");
    }
}
