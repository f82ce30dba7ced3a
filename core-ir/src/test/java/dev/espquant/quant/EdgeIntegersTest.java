package dev.espquant.quant;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.target.espdl3.EspDl3Operators;
import dev.espquant.testing.Graphs;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EdgeIntegersTest {
    private static final Graph GRAPH = Graphs.model("m")
            .input("x", DataType.FLOAT, 1, 4)
            .node("Sigmoid", "x", "s")
            .node("Add", "x s", "a")
            .node("Softmax", "a", "y")
            .output("y")
            .build()
            .graph();

    private static final ImmutableMap<String, QuantizationParameters> VALUES = ImmutableMap.of(
            "x", QuantizationParameters.perTensor(BitWidth.INT16, -12),
            "s", QuantizationParameters.perTensor(BitWidth.INT8, -7),
            "a", QuantizationParameters.perTensor(BitWidth.INT8, -3),
            "y", QuantizationParameters.perTensor(BitWidth.INT16, -15));

    private static final EdgeIntegers EDGES = new EdgeIntegers(
            GRAPH,
            EspDl3Operators.table(),
            name -> Optional.ofNullable(VALUES.get(name)).orElseThrow());

    @Test
    void sumsTakeTheExponentOfTheirResult() {
        assertThat(EDGES.exponent(GRAPH.nodes().get(1), "x")).isEqualTo(-3);
    }

    @Test
    void othersTakeWhatComesInTheirOwnWidth() {
        assertThat(EDGES.exponent(GRAPH.nodes().get(0), "x")).isEqualTo(-4);
    }

    @Test
    void aNodeThatGivesRealNumbersComputesInTheWidthOfItsInput() {
        assertThat(EDGES.isReal("y")).isTrue();
        assertThat(EDGES.bits(GRAPH.nodes().get(2))).isEqualTo(BitWidth.INT8);
    }
}
