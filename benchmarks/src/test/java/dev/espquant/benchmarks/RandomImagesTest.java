package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.data.NpyArray;
import dev.espquant.evaluator.data.NpyFile;
import dev.espquant.evaluator.data.NpyType;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.testing.Graphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomImagesTest {
    @TempDir
    Path folder;

    @Test
    void writesTheSameBytesEveryTime() throws IOException {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3, 4, 5)
                .node("Relu", "x", "y")
                .output("y")
                .build();
        Path one = folder.resolve("one.npy");
        Path other = folder.resolve("other.npy");
        RandomImages.write(one, model.graph(), 7);
        RandomImages.write(other, model.graph(), 7);
        NpyArray array = NpyFile.open(one);
        assertThat(array.type()).isEqualTo(NpyType.UINT8);
        assertThat(array.sizes().toArray()).containsExactly(7, 3, 4, 5);
        assertThat(Files.mismatch(one, other)).isEqualTo(-1);
    }
}
