package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.TableEntry;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseSwishTest {

    private static Graphs gated() {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 4)
                .node("Sigmoid", "x", "s")
                .node("Mul", "s x", "y")
                .output("y");
    }

    @Test
    void aValueTimesItsSigmoidIsOneTable() {
        Lowered lowered = Lowered.of(gated().build());
        EspdlGraph graph = lowered.graph();
        assertThat(lowered.operators()).containsExactly("Swish");
        Node swish = graph.nodes().get(0);
        assertThat(swish.inputs()).containsExactly("x");
        assertThat(swish.output()).isEqualTo("y");
        // 16 * 2^-4 is 1, and 1 * sigmoid(1) = 0.731 is 12 * 2^-4.
        long[] table = graph.initializer(swish.textAttribute("lut", ""))
                .orElseThrow()
                .elements()
                .toLongs();
        assertThat(table[128 + 16]).isEqualTo(12);
        assertThat(lowered.lower().values()).doesNotContainKey("s").containsKey("y");
    }

    @Test
    void notIfTheSigmoidIsReadElsewhereOrOfAnotherValue() {
        assertThat(Lowered.of(gated().output("s").build()).operators()).containsExactly("Sigmoid", "Mul");
        assertThat(Lowered.of(Graphs.model("m")
                                .input("x", DataType.FLOAT, 1, 4)
                                .input("z", DataType.FLOAT, 1, 4)
                                .node("Sigmoid", "x", "s")
                                .node("Mul", "s z", "y")
                                .output("y")
                                .build())
                        .operators())
                .containsExactly("Sigmoid", "Mul");
    }

    @Test
    void notIfWidthsDiffer() {
        assertThat(Lowered.of(gated().build())
                        .with("y", TableEntry.of(-12).withBits(BitWidth.INT16, BitWidth.INT8))
                        .operators())
                .contains("Sigmoid", "Mul")
                .doesNotContain("Swish");
    }
}
