package dev.espquant.quant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class WeightedLayerTest {
    @Test
    void convolutionHasItsConstantsAsTheyAre() {
        Tensor weights = Graphs.ramp(4, 2, 3, 3);
        Graph graph = model().initializer("w", weights)
                .initializer("b", Graphs.ramp(4))
                .node("Conv", "x w b", "y")
                .graphUnchecked();

        WeightedLayer layer = of(graph);

        assertThat(layer.weights()).isEqualTo(weights);
        assertThat(layer.channelAxis()).isZero();
        assertThat(layer.outputChannels()).isEqualTo(4);
        assertThat(layer.bias()).contains(new WeightedLayer.Bias("b", Graphs.ramp(4)));
    }

    @Test
    void gemmFoldsAlphaAndBetaAndKnowsItsChannels() {
        Graph graph = model().initializer("w", Tensor.ofFloats(new long[] {2, 3}, 1, 2, 3, 4, 5, 6))
                .initializer("b", Tensor.ofFloats(new long[] {1}, 8))
                .node("Gemm", "x w b", "y", "alpha", 0.5f, "beta", 0.25f)
                .graphUnchecked();

        WeightedLayer layer = of(graph);

        assertThat(layer.weights().toFloats()).containsExactly(0.5f, 1, 1.5f, 2, 2.5f, 3);
        assertThat(layer.channelAxis()).isEqualTo(1);
        assertThat(layer.bias().orElseThrow().values().toFloats()).containsExactly(2, 2, 2);
    }

    @Test
    void transposedGemmHasItsChannelsInFront() {
        Graph graph = model().initializer("w", Graphs.ramp(2, 3))
                .node("Gemm", "x w", "y", "transB", 1)
                .graphUnchecked();

        assertThat(of(graph).channelAxis()).isZero();
        assertThat(of(graph).outputChannels()).isEqualTo(2);
        assertThat(of(graph).bias()).isEmpty();
    }

    @Test
    void batchNormalizationIsAScaleAndAnOffset() {
        Graph graph = model().initializer("scale", Tensor.ofFloats(new long[] {2}, 3, 1))
                .initializer("offset", Tensor.ofFloats(new long[] {2}, 1, 0))
                .initializer("mean", Tensor.ofFloats(new long[] {2}, 2, 0))
                .initializer("variance", Tensor.ofFloats(new long[] {2}, 3.75f, 0))
                .node("BatchNormalization", "x scale offset mean variance", "y", "epsilon", 0.25f)
                .graphUnchecked();

        WeightedLayer layer = of(graph);

        assertThat(layer.weightsName()).isEqualTo("scale");
        assertThat(layer.weights().toFloats()).containsExactly(1.5f, 2);
        assertThat(layer.bias()).contains(new WeightedLayer.Bias("offset", Tensor.ofFloats(new long[] {2}, -2, 0)));
    }

    @Test
    void otherOperatorsHaveNoWeights() {
        Graph graph =
                model().initializer("c", Graphs.ramp(2)).node("Add", "x c", "y").graphUnchecked();

        assertThat(WeightedLayer.of(graph, graph.nodes().get(0))).isEmpty();
    }

    private static Graphs model() {
        return Graphs.model("m").input("x", DataType.FLOAT, 1, 2);
    }

    private static WeightedLayer of(Graph graph) {
        return WeightedLayer.of(graph, graph.nodes().get(0)).orElseThrow();
    }
}
