package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.quant.TableEntry;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class ReorderFeaturesTest {
    /** Channels 2, height 1, width 3: in ONNX features are c0w0 c0w1 c0w2 c1w0 .., in memory c0w0 c1w0 c0w1 c1w1 .. */
    private static Graphs planes() {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 1, 1, 3)
                .initializer("k", Graphs.ramp(2, 1, 1, 1))
                .node("Conv", "x k", "c");
    }

    private static Tensor matrix(long rows, long columns) {
        float[] values = new float[(int) (rows * columns)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i + 1) / 128f;
        }
        return Tensor.ofFloats(new long[] {rows, columns}, values);
    }

    private static long[] weights(EspdlGraph graph) {
        return graph.initializer("w").orElseThrow().elements().toLongs();
    }

    private static Lowered plain(Graphs model) {
        return Lowered.of(model.output("y").build()).on("c");
    }

    @Test
    void aGemmExpectsItsFeaturesAsTheyLie() {
        Lowered lowered = plain(planes().initializer("w", matrix(6, 1))
                .node("Flatten", "c", "f")
                .node("Gemm", "f w", "y"));
        assertThat(lowered.operators()).containsExactly("Conv", "Flatten", "Gemm");
        assertThat(weights(lowered.graph())).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void aMatrixAsPytorchHasItToo() {
        Lowered lowered = plain(planes().initializer("w", matrix(2, 6))
                .node("Flatten", "c", "f")
                .node("Gemm", "f w", "y", "transB", 1L));
        assertThat(lowered.operators()).containsExactly("Conv", "Flatten", "Gemm");
        // Of the plain layout: one output channel after the other.
        assertThat(weights(lowered.graph())).containsExactly(1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12);
    }

    @Test
    void functionsAndConversionsMayStandBetween() {
        Lowered lowered = plain(planes().initializer("w", matrix(6, 1))
                        .initializer("shape", Tensor.vector(1, -1))
                        .node("Reshape", "c shape", "f")
                        .node("Sigmoid", "f", "s")
                        .node("MatMul", "s w", "y"))
                .with("f", TableEntry.of(-3));
        assertThat(lowered.operators()).containsExactly("Conv", "RequantizeLinear", "Reshape", "Sigmoid", "MatMul");
        assertThat(weights(lowered.graph())).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void valuesInAnotherOrderHaveOtherNames() {
        LoweredModel lowered = plain(planes().initializer("w", matrix(6, 1))
                        .node("Flatten", "c", "f")
                        .node("Sigmoid", "f", "s")
                        .node("Gemm", "s w", "y"))
                .lower();
        assertThat(lowered.values()).doesNotContainKeys("f", "s").containsKeys("c", "y");
    }

    @Test
    void exponentsOfOutputChannelsStay() {
        Lowered lowered = plain(planes().initializer("w", matrix(2, 6))
                        .node("Flatten", "c", "f")
                        .node("Gemm", "f w", "y", "transB", 1L))
                .on("p4")
                .with("w", TableEntry.of(-7, -6));
        EspdlGraph graph = lowered.graph();
        assertThat(graph.initializer("w").orElseThrow().exponents()).isEqualTo(ImmutableIntArray.of(-7, -6));
        assertThat(weights(graph)).startsWith(1, 4, 2, 5, 3, 6);
    }

    @Test
    void aMatrixOfTwoLayersIsReorderedForOneOfThem() {
        Lowered lowered = Lowered.of(planes().input("z", DataType.FLOAT, 1, 6)
                        .initializer("w", matrix(6, 1))
                        .node("Flatten", "c", "f")
                        .node("Gemm", "f w", "y")
                        .node("Gemm", "z w", "v")
                        .output("y")
                        .output("v")
                        .build())
                .on("c");
        EspdlGraph graph = lowered.graph();
        assertThat(graph.nodes().stream()
                        .filter(n -> n.is("Gemm"))
                        .map(n -> graph.initializer(n.inputs().get(1))
                                .orElseThrow()
                                .elements()
                                .toLongs()))
                .containsExactly(new long[] {1, 4, 2, 5, 3, 6}, new long[] {1, 2, 3, 4, 5, 6});
    }

    @Test
    void featuresThatSomethingElseReadsAreTransposed() {
        Lowered seen = Lowered.of(planes().initializer("w", matrix(6, 1))
                .node("Flatten", "c", "f")
                .node("Gemm", "f w", "y")
                .output("f")
                .output("y")
                .build());
        assertThat(seen.operators()).containsExactly("Conv", "Transpose", "Flatten", "Gemm");
        Lowered added = plain(planes().initializer("w", matrix(6, 1))
                .initializer("b", Graphs.ramp(6))
                .node("Flatten", "c", "f")
                .node("Add", "f b", "s")
                .node("Gemm", "s w", "y"));
        assertThat(added.operators()).containsExactly("Conv", "Transpose", "Flatten", "Add", "Gemm");
    }

    @Test
    void whereTheOrderIsThatOfOnnxNothingChanges() {
        Lowered lowered = plain(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2, 1, 3)
                .initializer("w", matrix(6, 1))
                .node("Flatten", "x", "f")
                .node("Gemm", "f w", "y"));
        assertThat(lowered.operators()).containsExactly("Flatten", "Gemm");
        assertThat(weights(lowered.graph())).containsExactly(1, 2, 3, 4, 5, 6);
    }
}
