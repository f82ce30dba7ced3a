package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NpyWriterTest {
    @TempDir
    Path folder;

    @Test
    void writesTheBytesThatNumpyWrites() {
        SharedData.whenPresent(root -> {
            Path golden = SharedData.file(root, "golden/v1/add_residual/calib.npy");
            NpyArray array = NpyFile.open(golden);
            float[] values = new float[(int) array.elementCount()];
            array.readFloats(0, values, 0, values.length);
            Path copy = folder.resolve("copy.npy");

            NpyWriter.write(copy, FloatTensor.of(array.sizes().toArray(), values));

            assertThat(copy).hasSameBinaryContentAs(golden);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"BOOL", "INT8", "UINT8", "INT16", "UINT16", "INT32", "INT64"})
    void writesIntegers(NpyType type) throws IOException {
        Path file = folder.resolve("x.npy");

        NpyWriter.write(file, type, new long[] {3, 1}, 1, 0, 1);

        NpyArray array = NpyFile.open(file);
        int[] values = new int[3];
        array.readInts(0, values, 0, 3, 0, 1);
        assertThat(array.type()).isEqualTo(type);
        assertThat(array.sizes().toArray()).containsExactly(3, 1);
        assertThat(values).containsExactly(1, 0, 1);
    }

    @Test
    void refusesWhatDoesNotFitAndLeavesNothingBehind() throws IOException {
        Path file = folder.resolve("x.npy");

        assertThatThrownBy(() -> NpyWriter.write(file, NpyType.INT8, new long[] {1}, 128))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("128 does not fit i1");
        assertThatThrownBy(() -> NpyWriter.write(file, NpyType.INT8, new long[] {2}, 1))
                .isInstanceOf(IllegalArgumentException.class);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }
}
