package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.quant.BitWidth;
import dev.espquant.testing.Graphs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpySampleSourceTest {
    private static final Graph GRAPH = Graphs.model("m")
            .input("x", DataType.FLOAT, Shape.of(List.of(Dimension.named("N"), Dimension.of(1), Dimension.of(2))))
            .node("Relu", "x", "y")
            .output("y")
            .graph();

    @TempDir
    Path folder;

    private String file;

    @BeforeEach
    void write() throws IOException {
        Path path = folder.resolve("x.npy");
        NpyWriter.write(path, NpyType.UINT8, new long[] {5, 2}, 0, 1, 10, 11, 20, 21, 30, 31, 40, 255);
        file = path.toString();
    }

    @Test
    void readsChosenSamplesNormalized() {
        NpySampleSource source = open("::-2", new Preprocessing(10, 2));

        assertThat(source.count()).isEqualTo(3);
        assertThat(source.sampleSizes().get("x")).containsExactly(1, 2);
        assertThat(source.read(0, 2).get("x")).isEqualTo(FloatTensor.of(new long[] {2, 1, 2}, 15, 122.5f, 5, 5.5f));
        assertThat(source.read(2, 1).get("x")).isEqualTo(FloatTensor.of(new long[] {1, 1, 2}, -5, -4.5f));
        assertThat(source.notes()).singleElement().asString().contains("[2] are taken as [1, 2]");
    }

    @Test
    void hashesWhatTheModelSees() {
        NpySampleSource source = open(":", new Preprocessing(0, 255));
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(10 / 255f).putFloat(11 / 255f);

        assertThat(source.contentHash(1))
                .isEqualTo(Hashing.murmur3_128().hashBytes(bytes.array()).toString())
                .isEqualTo(open("1", new Preprocessing(0, 255)).contentHash(0))
                .isNotEqualTo(open("1", Preprocessing.NONE).contentHash(0));
    }

    @Test
    void readsIntegersAsTheyAre() {
        assertThat(open(":4", Preprocessing.NONE)
                        .readIntegers(1, 2, BitWidth.INT8)
                        .get("x"))
                .containsExactly(10, 11, 20, 21);
        assertThatThrownBy(() -> open(":", Preprocessing.NONE).readIntegers(4, 1, BitWidth.INT8))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("element 9")
                .hasMessageContaining("found 255");
        assertThatThrownBy(() -> open(":", new Preprocessing(0, 2)).readIntegers(0, 1, BitWidth.INT8))
                .hasMessageContaining("cannot be normalized");
    }

    @Test
    void inputsNeedTheSameNumberOfSamples() throws IOException {
        Path other = folder.resolve("y.npy");
        NpyWriter.write(other, NpyType.UINT8, new long[] {4}, 1, 2, 3, 4);
        Graph graph = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2)
                .input("y", DataType.FLOAT, 1)
                .node("Add", "x y", "z")
                .output("z")
                .graph();

        assertThatThrownBy(() -> NpySampleSource.open(
                        graph, List.of("x=" + file, "y=" + other), SampleRange.all(), Preprocessing.NONE))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("y.npy")
                .hasMessageContaining("this file has 4")
                .hasMessageContaining("has 5");
    }

    private NpySampleSource open(String range, Preprocessing preprocessing) {
        return NpySampleSource.open(GRAPH, List.of(file), SampleRange.parse(range), preprocessing);
    }
}
