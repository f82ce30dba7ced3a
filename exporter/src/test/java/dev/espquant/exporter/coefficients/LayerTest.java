package dev.espquant.exporter.coefficients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.exporter.QuantizedGraphs;
import dev.espquant.ir.Graph;
import dev.espquant.quant.QuantizationScheme;
import org.junit.jupiter.api.Test;

class LayerTest {
    private final QuantizedGraphs graph = QuantizedGraphs.of(QuantizedGraphs.PLAIN, QuantizationScheme.INT8_PER_TENSOR)
            .input("x", 0, 1, 1, 2, 2);

    @Test
    void aConvolutionTakesItsActivationAlong() {
        Graph built = graph.node("conv", "Conv", 0, "x", "w")
                .node("relu", "Relu", 0, "conv_out")
                .build()
                .graph();
        assertThat(Layer.of(built)).singleElement().satisfies(layer -> {
            assertThat(layer.output()).isEqualTo("relu_out");
            assertThat(layer.constantsName()).isEqualTo("conv");
            assertThat(layer.hasFilter()).isTrue();
        });
    }

    @Test
    void anyOtherLayerBearsTheNameOfItsActivation() {
        Graph built = graph.node("add", "Add", 0, "x", "x")
                .node("act", "LeakyRelu", 0, "add_out")
                .build()
                .graph();
        assertThat(Layer.of(built)).singleElement().satisfies(layer -> {
            assertThat(layer.constantsName()).isEqualTo("act");
            assertThat(layer.hasFilter()).isFalse();
        });
    }

    @Test
    void onlyTheFirstActivationBelongsToALayer() {
        Graph built = graph.node("conv", "Conv", 0, "x", "w")
                .node("one", "Relu", 0, "conv_out")
                .node("two", "LeakyRelu", 0, "conv_out")
                .node("three", "Relu", 0, "two_out")
                .build()
                .graph();
        assertThat(Layer.of(built)).extracting(Layer::output).containsExactly("one_out", "two_out", "three_out");
    }

    @Test
    void aModelMayBeginWithAnActivation() {
        Graph built = graph.node("relu", "Relu", 0, "x").build().graph();
        assertThat(Layer.of(built)).singleElement().satisfies(layer -> {
            assertThat(layer.activation()).isEmpty();
            assertThat(layer.output()).isEqualTo("relu_out");
        });
    }
}
