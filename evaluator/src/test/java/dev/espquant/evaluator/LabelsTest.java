package dev.espquant.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.NpyType;
import dev.espquant.evaluator.data.NpyWriter;
import dev.espquant.evaluator.data.SampleRange;
import dev.espquant.ir.GraphException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsTest {
    @TempDir
    Path folder;

    @Test
    void readsTheRangeOfTheSamples() throws IOException {
        String file = write(NpyType.INT64, new long[] {4, 1}, 7, 2, 1, 0);

        assertThat(Labels.read(file, SampleRange.parse("1::2"), 4)).containsExactly(2, 0);
    }

    @Test
    void refusesWhatIsNoLabel() throws IOException {
        String oneHot = write(NpyType.UINT8, new long[] {2, 2}, 0, 1, 1, 0);
        assertThatThrownBy(() -> Labels.read(oneHot, SampleRange.all(), 2))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("[2, 2]")
                .hasMessageContaining("argmax");

        String negative = write(NpyType.INT8, new long[] {2}, 0, -1);
        assertThatThrownBy(() -> Labels.read(negative, SampleRange.all(), 2)).hasMessageContaining("element 1");
        assertThatThrownBy(() -> Labels.read(negative, SampleRange.all(), 3))
                .hasMessageContaining("2 labels for 3 samples");

        Path floats = folder.resolve("f.npy");
        NpyWriter.write(floats, FloatTensor.of(new long[] {1}, 0.5f));
        assertThatThrownBy(() -> Labels.read(floats.toString(), SampleRange.all(), 1))
                .hasMessageContaining("0.5");
    }

    private String write(NpyType type, long[] sizes, int... values) throws IOException {
        Path file = folder.resolve("labels.npy");
        NpyWriter.write(file, type, sizes, values);
        return file.toString();
    }
}
