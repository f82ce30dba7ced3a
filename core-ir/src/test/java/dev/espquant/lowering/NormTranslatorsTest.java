package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.quant.TableEntry;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class NormTranslatorsTest {
    private static Graphs model() {
        return Graphs.model("m")
                .opset(17)
                .input("x", DataType.FLOAT, 1, 2, 3)
                .initializer("s", Tensor.ofFloats(new long[] {3}, 0.5f, 1, -1))
                .initializer("o", Tensor.ofFloats(new long[] {1, 3}, 0, 0.25f, 1));
    }

    @Test
    void scalesAndOffsetsOfALayerNormAreIntegers() {
        EspdlGraph graph = Lowered.of(model().node("LayerNormalization", "x s o", "y")
                        .output("y")
                        .build())
                .with("s", TableEntry.of(-6))
                .graph();
        Node node = graph.nodes().get(0);
        assertThat(node.intAttribute("axis", 0)).isEqualTo(2);
        assertThat(node.floatAttribute("epsilon", 0)).isEqualTo(1e-5f);
        EspdlTensor scale = graph.initializer(node.inputs().get(1)).orElseThrow();
        assertThat(scale.exponent()).isEqualTo(-6);
        assertThat(scale.elements().toLongs()).containsExactly(32, 64, -64);
        // Not in the table: the smallest exponent that holds it.
        EspdlTensor offset = graph.initializer(node.inputs().get(2)).orElseThrow();
        assertThat(offset.exponent()).isEqualTo(-6);
        assertThat(offset.elements().toLongs()).containsExactly(0, 16, 64);
    }

    @Test
    void scalesOfAnRmsNormStayFloats() {
        EspdlGraph graph = Lowered.of(model().node("SimplifiedLayerNormalization", "x s", "y", "epsilon", 1e-3f)
                        .output("y")
                        .build())
                .graph();
        Node node = graph.nodes().get(0);
        assertThat(node.opType()).isEqualTo("RMSNormalization");
        assertThat(node.floatAttribute("epsilon", 0)).isEqualTo(1e-3f);
        EspdlTensor scale = graph.initializer(node.inputs().get(1)).orElseThrow();
        assertThat(scale.type()).isEqualTo(DataType.FLOAT);
        assertThat(scale.elements().toFloats()).containsExactly(0.5f, 1, -1);
        assertThat(scale.exponents().toArray()).containsExactly(0);
    }

    @Test
    void theAxisOfAnLpNormFollowsTheLayout() {
        EspdlGraph graph = Lowered.of(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2, 4, 4)
                        .node("MaxPool", "x", "p", "kernel_shape", new long[] {2, 2})
                        .node("LpNormalization", "p", "y", "axis", 1, "p", 1)
                        .output("y")
                        .build())
                .graph();
        assertThat(graph.nodes()).extracting(Node::opType).containsExactly("MaxPool", "LpNormalization");
        assertThat(graph.nodes().get(1).intAttribute("axis", 0)).isEqualTo(3);
        assertThat(graph.nodes().get(1).intAttribute("p", 0)).isEqualTo(1);
    }
}
