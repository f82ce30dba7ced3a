package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.quant.TableEntry;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class WeightedTranslatorsTest {

    private static Graphs image() {
        return Graphs.model("m").input("x", DataType.FLOAT, 1, 2, 5, 6);
    }

    private static EspdlGraph lower(Graphs model) {
        return Lowered.of(model.output("y").build()).graph();
    }

    private static long[] ints(Node node, String attribute) {
        return node.intsAttribute(attribute).orElseThrow();
    }

    /** 5 rows in steps of 2 are 3 positions: one row of padding each side; 6 columns are 3 positions: one column, behind. */
    @Test
    void padsOfAutoPadAreWrittenOut() {
        Node conv = lower(image().initializer("w", Graphs.ramp(3, 2, 3, 3))
                        .node("Conv", "x w", "y", "auto_pad", "SAME_UPPER", "strides", new long[] {2, 2}))
                .nodes()
                .get(0);
        assertThat(ints(conv, "pads")).containsExactly(1, 0, 1, 1);
        assertThat(ints(conv, "dilations")).containsExactly(1, 1);
        assertThat(ints(conv, "kernel_shape")).containsExactly(3, 3);
        assertThat(conv.attribute("auto_pad")).isEmpty();
        assertThat(conv.textAttribute("activation", "")).isEqualTo("Linear");
    }

    @Test
    void aNormalizationThatNothingAbsorbsIsADepthwiseLayer() {
        EspdlGraph graph = Lowered.of(image().initializer("s", Tensor.ofFloats(new long[] {2}, 1, 0.5f))
                        .initializer("o", Tensor.ofFloats(new long[] {2}, 0.25f, 0))
                        .initializer("m", Tensor.ofFloats(new long[] {2}, 0, 1))
                        .initializer("v", Tensor.ofFloats(new long[] {2}, 1, 1))
                        .node("BatchNormalization", "x s o m v", "y", "epsilon", 0f)
                        .output("y")
                        .build())
                .with("s", TableEntry.of(-6))
                .graph();
        Node conv = graph.nodes().get(0);
        assertThat(conv.opType()).isEqualTo("Conv");
        assertThat(conv.intAttribute("group", 0)).isEqualTo(2);
        assertThat(graph.initializer(conv.inputs().get(1))
                        .orElseThrow()
                        .elements()
                        .toLongs())
                .containsExactly(64, 32);
        // Offset less mean times scale, at 2^(-4 - 6).
        assertThat(graph.initializer(conv.inputs().get(2))
                        .orElseThrow()
                        .elements()
                        .toLongs())
                .containsExactly(256, -512);
    }

    @Test
    void theFactorsOfAGemmAreInItsConstants() {
        EspdlGraph graph = Lowered.of(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2)
                        .initializer("w", Tensor.ofFloats(new long[] {1, 2}, 0.25f, -0.5f))
                        .initializer("b", Tensor.ofFloats(new long[] {1}, 1))
                        .node("Gemm", "x w b", "y", "transB", 1, "alpha", 2f, "beta", 0.5f)
                        .output("y")
                        .build())
                .on("c")
                .with("w", TableEntry.of(-6))
                .graph();
        Node gemm = graph.nodes().get(0);
        assertThat(graph.initializer("w").orElseThrow().elements().toLongs()).containsExactly(32, -64);
        assertThat(graph.initializer("b").orElseThrow().elements().toLongs()).containsExactly(512);
        assertThat(gemm.intAttribute("transB", 0)).isZero();
        assertThat(gemm.floatAttribute("alpha", 1)).isEqualTo(1);
    }
}
