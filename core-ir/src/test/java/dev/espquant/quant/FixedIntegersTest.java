package dev.espquant.quant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FixedIntegersTest {
    private static final Graph GRAPH = ShapeInference.infer(Graphs.model("m")
                    .input("x", DataType.FLOAT, 6, 1, 4)
                    .initializer("w", Graphs.ramp(1, 16, 4))
                    .initializer("r", Graphs.ramp(1, 16, 4))
                    .node("LSTM", "x w r", "y h c", "hidden_size", 4)
                    .node("Less", "h c", "t")
                    .node("Not", "t", "n")
                    .output("y")
                    .output("n", DataType.BOOL, 1, 1, 4)
                    .build())
            .graph();

    @Test
    void truthsAreBytesOfZeroAndOne() {
        assertThat(FixedIntegers.of(GRAPH, "t")).contains(QuantizationParameters.perTensor(BitWidth.INT8, 0));
        assertThat(FixedIntegers.isTruth(GRAPH, "n")).isTrue();
    }

    @Test
    void theCellOfAnLstmHasTheExponentOfItsGates() {
        assertThat(FixedIntegers.of(GRAPH, "c")).contains(QuantizationParameters.perTensor(BitWidth.INT16, -9));
    }

    @Test
    void othersAreMeasured() {
        assertThat(FixedIntegers.of(GRAPH, "y")).isEmpty();
        assertThat(FixedIntegers.of(GRAPH, "h")).isEmpty();
        assertThat(FixedIntegers.of(GRAPH, "x")).isEmpty();
    }
}
