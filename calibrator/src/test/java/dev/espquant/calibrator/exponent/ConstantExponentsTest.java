package dev.espquant.calibrator.exponent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.testing.Graphs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConstantExponentsTest {
    private static final int HEADROOM = 4;

    @Test
    void perTensorWeightsAndABiasAtTheOutputsExponent() {
        Graph graph = conv(Tensor.ofFloats(new long[] {2, 1, 1, 1}, 1f, -0.01f));
        assertThat(of(graph, QuantizationScheme.INT8_PER_TENSOR, Map.of("x", -5, "y", -3)))
                .containsExactly(Map.entry("w", ints(-6)), Map.entry("b", ints(-3)));
        assertThat(of(graph, QuantizationScheme.INT16_PER_TENSOR, Map.of("x", -5, "y", -3)))
                .containsEntry("w", ints(-14));
    }

    @Test
    void perChannelWeightsAndABiasAtTheAccumulatorsExponent() {
        Graph graph = conv(Tensor.ofFloats(new long[] {2, 1, 1, 1}, 1f, -0.01f));
        assertThat(of(graph, QuantizationScheme.INT8_PER_CHANNEL, Map.of("x", -5, "y", -3)))
                .containsExactly(Map.entry("w", ints(-6, -13)), Map.entry("b", ints(-7, -14)));
    }

    @Test
    void aChannelsExponentIsAtLeastMinusFifteen() {
        Graph graph = conv(Tensor.ofFloats(new long[] {2, 1, 1, 1}, 0f, 1e-6f));
        assertThat(of(graph, QuantizationScheme.INT8_PER_CHANNEL, Map.of("x", -5, "y", -3)))
                .containsEntry("w", ints(-15, -15));
        assertThat(of(graph, QuantizationScheme.INT8_PER_TENSOR, Map.of("x", -5, "y", -3)))
                .as("a tensor's has no such bound")
                .containsEntry("w", ints(-26));
    }

    @Test
    void theChannelsOfAGemmAreItsColumnsUnlessTransposed() {
        Tensor weights = Tensor.ofFloats(new long[] {2, 2}, 1f, 100f, 2f, 3f);
        Graph plain = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2)
                .initializer("w", weights)
                .node("Gemm", "x w", "y")
                .output("y")
                .graph();
        Graph transposed = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2)
                .initializer("w", weights)
                .node("Gemm", "x w", "y", "transB", 1)
                .output("y")
                .graph();
        Map<String, Integer> values = Map.of("x", -5, "y", -3);
        assertThat(of(plain, QuantizationScheme.INT8_PER_CHANNEL, values)).containsEntry("w", ints(-5, 0));
        assertThat(of(transposed, QuantizationScheme.INT8_PER_CHANNEL, values)).containsEntry("w", ints(0, -5));
    }

    @Test
    void slopesHaveTheirOwn() {
        Graph leaky = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2)
                .node("LeakyRelu", "x", "y", "alpha", 0.1f)
                .named("act")
                .output("y")
                .graph();
        Graph prelu = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2)
                .initializer("s", Tensor.ofFloats(new long[] {2}, 0.1f, -0.5f))
                .node("PRelu", "x s", "y")
                .output("y")
                .graph();
        assertThat(of(leaky, QuantizationScheme.INT8_PER_TENSOR, Map.of())).containsEntry("act_alpha", ints(-10));
        assertThat(of(prelu, QuantizationScheme.INT8_PER_CHANNEL, Map.of())).containsEntry("s", ints(-7));
    }

    @Test
    void weightsThatAreNoNumbersAreRefused() {
        Graph graph = conv(Tensor.ofFloats(new long[] {2, 1, 1, 1}, 1f, Float.NaN));
        assertThatThrownBy(() -> of(graph, QuantizationScheme.INT8_PER_TENSOR, Map.of()))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'w'")
                .hasMessageContaining("NaN");
    }

    @Test
    void layersThatShareABiasAreTied() {
        Graph graph = Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2)
                .initializer("w", Graphs.ramp(2, 2))
                .initializer("b", Graphs.ramp(2))
                .node("Gemm", "x w b", "y")
                .node("Gemm", "y w b", "z")
                .output("z")
                .graph();
        assertThat(new ConstantExponents(graph, QuantizationScheme.INT8_PER_TENSOR, HEADROOM).ties())
                .containsExactly(List.of("y", "z"));
        assertThat(new ConstantExponents(graph, QuantizationScheme.INT8_PER_CHANNEL, HEADROOM).ties())
                .containsExactly(List.of("x", "y"));
    }

    private static Graph conv(Tensor weights) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 1, 4, 4)
                .initializer("w", weights)
                .initializer("b", Tensor.ofFloats(new long[] {2}, 1, 2))
                .node("Conv", "x w b", "y")
                .output("y")
                .graph();
    }

    private static ImmutableMap<String, ImmutableIntArray> of(
            Graph graph, QuantizationScheme scheme, Map<String, Integer> values) {
        return new ConstantExponents(graph, scheme, HEADROOM).of(graph.nodes().get(0), values);
    }

    private static ImmutableIntArray ints(int... values) {
        return ImmutableIntArray.copyOf(values);
    }
}
