package dev.espquant.quant;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Tensor;
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

    @Test
    void comparisonsTakeAllInputsAtTheSmallestExponentThatHoldsThem() {
        Graph graph = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 4)
                .input("s", DataType.FLOAT, 1, 4)
                .initializer("limit", Tensor.ofFloats(new long[] {1}, 100))
                .node("Greater", "x s", "t")
                .node("Less", "s limit", "u")
                .output("t", DataType.BOOL, 1, 4)
                .build()
                .graph();
        EdgeIntegers edges = new EdgeIntegers(
                graph,
                EspDl3Operators.table(),
                name -> Optional.ofNullable(VALUES.get(name)).orElseThrow());
        // 16 bits hold 8 bits at 2^-7 also at 2^-15; the other input has 2^-12.
        assertThat(edges.bits(graph.nodes().get(0))).isEqualTo(BitWidth.INT16);
        assertThat(edges.exponent(graph.nodes().get(0), "s")).isEqualTo(-12);
        assertThat(edges.hasOneExponent(graph.nodes().get(0))).isTrue();
        // 100 is 100 * 2^0 in 8 bits.
        assertThat(edges.bits(graph.nodes().get(1))).isEqualTo(BitWidth.INT8);
        assertThat(edges.exponent(graph.nodes().get(1), "s")).isZero();
    }
}
