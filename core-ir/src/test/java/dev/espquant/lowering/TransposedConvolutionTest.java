package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.target.espdl3.EspDl3Operators;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class TransposedConvolutionTest {

    private static Graphs model(Object... attributes) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 1, 4)
                .initializer("w", Tensor.ofFloats(new long[] {1, 1, 3}, 0.25f, 0.5f, -0.25f))
                .node("ConvTranspose", "x w", "y", attributes)
                .output("y");
    }

    @Test
    void zerosAreInsertedAndTheFilterTurnedRound() {
        EspdlGraph graph = Lowered.of(
                        model("strides", new long[] {2}, "pads", new long[] {1, 0}, "output_padding", new long[] {1})
                                .build())
                .on("c")
                .graph();
        Node zeros = graph.nodes().get(0);
        Node conv = graph.nodes().get(1);
        assertThat(zeros.opType()).isEqualTo("InsertZeros");
        assertThat(zeros.intsAttribute("stride").orElseThrow()).containsExactly(2);
        // Four elements with zeros between are seven, and one more behind; channels come last.
        assertThat(graph.value(zeros.output())
                        .orElseThrow()
                        .type()
                        .shape()
                        .orElseThrow()
                        .sizes())
                .containsExactly(1, 8, 1);
        assertThat(conv.opType()).isEqualTo("Conv");
        assertThat(conv.intsAttribute("pads").orElseThrow()).containsExactly(1, 2);
        assertThat(conv.intsAttribute("strides").orElseThrow()).containsExactly(1);
        assertThat(graph.initializer(conv.inputs().get(1))
                        .orElseThrow()
                        .elements()
                        .toLongs())
                .containsExactly(-32, 64, 32);
    }

    /** The convolution behind would need negative pads. */
    @Test
    void whatCropsBeyondItsWindowIsInTheTableOfConditions() {
        assertThat(EspDl3Operators.table()
                        .check(model("pads", new long[] {2, 2}).build().graph()))
                .isEmpty();
        assertThat(EspDl3Operators.table()
                        .check(model("pads", new long[] {3, 0}).build().graph()))
                .singleElement()
                .satisfies(violation -> assertThat(violation.toString()).contains("smaller pads"));
    }
}
