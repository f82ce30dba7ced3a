package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.TableEntry;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class AlignEdgesTest {

    private static Model sum() {
        return Graphs.model("m")
                .input("a", DataType.FLOAT, 1, 4)
                .input("b", DataType.FLOAT, 1, 4)
                .node("Add", "a b", "y")
                .output("y")
                .build();
    }

    @Test
    void aSumOfOneExponentNeedsNothing() {
        assertThat(Lowered.of(sum()).operators()).containsExactly("Add");
    }

    @Test
    void anOperandOfAnotherExponentIsConverted() {
        EspdlGraph graph = Lowered.of(sum()).with("b", TableEntry.of(-6)).graph();
        assertThat(graph.nodes()).extracting(Node::opType).containsExactly("RequantizeLinear", "Add");
        assertThat(graph.value(graph.nodes().get(0).output()).orElseThrow().exponent())
                .isEqualTo(-4);
    }

    @Test
    void aNodeOf16BitsGetsItsOperandsWidened() {
        TableEntry wide = TableEntry.of(-4).withBits(BitWidth.INT16, BitWidth.INT8);
        EspdlGraph graph = Lowered.of(sum()).with("y", wide).graph();
        assertThat(graph.nodes())
                .extracting(Node::opType)
                .containsExactly("RequantizeLinear", "RequantizeLinear", "Add");
        assertThat(graph.nodes().get(2).textAttribute("quant_type", "")).isEqualTo("S16");
    }

    @Test
    void aLayerOf8BitsCutsItsInputOf16() {
        EspdlGraph graph = Lowered.of(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 4)
                        .node("Sigmoid", "x", "y")
                        .output("y")
                        .build())
                .with("x", TableEntry.of(-12).withBits(BitWidth.INT16, BitWidth.INT8))
                .graph();
        assertThat(graph.value(graph.nodes().get(0).output()).orElseThrow().exponent())
                .isEqualTo(-4);
    }

    @Test
    void realNumbersOfASoftmaxAreQuantizedForTheirReader() {
        Lowered lowered = Lowered.of(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 4)
                .node("Softmax", "x", "s", "axis", -1L)
                .node("Sigmoid", "s", "y")
                .output("y")
                .build());
        assertThat(lowered.operators()).containsExactly("Softmax", "QuantizeLinear", "Sigmoid");
        assertThat(lowered.graph().value("s").orElseThrow().type().elementType())
                .contains(DataType.FLOAT);
    }
}
