package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.ir.espdl.EspdlValue;
import dev.espquant.quant.TableEntry;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class RecurrentTranslatorTest {

    private static Lowered layer(String opType, int gates, String inputs, String outputs, Object... attributes) {
        Graphs model = Graphs.model("m")
                .opset(14)
                .input("x", DataType.FLOAT, 5, 1, 3)
                .initializer("w", Graphs.ramp(1, 2L * gates, 3))
                .initializer("r", Graphs.ramp(1, 2L * gates, 2))
                .initializer("b", Graphs.ramp(1, 4L * gates))
                .initializer("zero", Tensor.ofFloats(new long[] {1, 1, 2}, 0, 0))
                .node(opType, inputs, outputs, attributes)
                .output("y");
        return Lowered.of(model.build()).with("w", TableEntry.of(-5)).with("r", TableEntry.of(-6));
    }

    @Test
    void matricesArePlainAndBiasesHaveTheGatesExponent() {
        EspdlGraph graph = layer("GRU", 3, "x w r b - zero", "y", "hidden_size", 2, "linear_before_reset", 1)
                .graph();
        Node gru = graph.nodes().get(0);
        assertThat(gru.inputs()).containsExactly("x", "w", "r", "b");
        assertThat(gru.intAttribute("hidden_size", 0)).isEqualTo(2);
        assertThat(gru.intAttribute("gate_exponent", 0)).isEqualTo(-9);
        assertThat(gru.intAttribute("linear_before_reset", 0)).isEqualTo(1);
        assertThat(gru.textAttribute("direction", "")).isEqualTo("forward");

        EspdlTensor weights = graph.initializer("w").orElseThrow();
        assertThat(weights.type()).isEqualTo(DataType.INT8);
        assertThat(weights.exponent()).isEqualTo(-5);
        assertThat(weights.layout()).contains("UNK");
        assertThat(weights.elements().sizes()).containsExactly(1, 6, 3);
        EspdlTensor bias = graph.initializer("b").orElseThrow();
        assertThat(bias.type()).isEqualTo(DataType.INT16);
        assertThat(bias.exponent()).isEqualTo(-9);
        float first = Graphs.ramp(1, 12).toFloats()[1];
        assertThat(bias.elements().toLongs()[1]).isEqualTo((long) (first * 512));
    }

    @Test
    void outputsThatTheModelLeavesOutGetNames() {
        EspdlGraph graph = layer("LSTM", 4, "x w r", "y - c", "hidden_size", 2).graph();
        Node lstm = graph.nodes().get(0);
        assertThat(lstm.outputs()).hasSize(3).doesNotContain("").contains("y", "c");
        EspdlValue state = graph.value(lstm.outputs().get(1)).orElseThrow();
        EspdlValue cell = graph.value("c").orElseThrow();
        assertThat(state.exponent()).isEqualTo(-4);
        assertThat(state.type().shape().orElseThrow().sizes()).containsExactly(1, 1, 2);
        assertThat(cell.exponent()).isEqualTo(-9);
        assertThat(cell.type().elementType()).contains(DataType.INT16);
    }
}
