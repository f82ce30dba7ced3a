package dev.espquant.exporter.coefficients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.exporter.QuantizedGraphs;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.UnsupportedModelException;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.QuantizationScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerFilterTest {
    @Test
    void readsAConvolutionWithoutAttributes() {
        LayerFilter filter = filter("Conv", Map.of(), new long[] {2, 1, 1, 3}, 1, 2, 3, 4, 5, 6);
        assertThat(filter.kind()).isEqualTo(LayerFilter.Kind.CONVOLUTION);
        assertThat(List.of(filter.outputs(), filter.inputs(), filter.height(), filter.width()))
                .containsExactly(2, 1, 1, 3);
        assertThat(filter.elements().get(filter.index(1, 0, 0, 2))).isEqualTo(6);
        assertThat(filter.dilationY()).isEqualTo(1);
    }

    @Test
    void aOneDimensionalConvolutionHasOneRow() {
        LayerFilter filter =
                filter("Conv", Map.of("dilations", Attribute.ofInts(3)), new long[] {1, 2, 3}, 1, 2, 3, 4, 5, 6);
        assertThat(List.of(filter.height(), filter.width(), filter.dilationY(), filter.dilationX()))
                .containsExactly(1, 3, 1, 3);
    }

    @Test
    void anyGroupMakesItDepthwise() {
        LayerFilter filter = filter("Conv", Map.of("group", Attribute.of(2)), new long[] {2, 1, 1, 1}, 1, 2);
        assertThat(filter.kind()).isEqualTo(LayerFilter.Kind.DEPTHWISE);
    }

    @Test
    void turnsDenseWeightsOutputsFirst() {
        int[] rows = {1, 2, 3, 4, 5, 6};
        LayerFilter turned = filter("Gemm", Map.of(), new long[] {3, 2}, rows);
        LayerFilter straight = filter("Gemm", Map.of("transB", Attribute.of(1)), new long[] {2, 3}, rows);
        assertThat(turned.elements().toArray()).containsExactly(1, 3, 5, 2, 4, 6);
        assertThat(straight.elements().toArray()).containsExactly(rows);
        assertThat(List.of(turned.outputs(), turned.inputs())).containsExactly(2, 3);
        assertThat(List.of(straight.outputs(), straight.inputs())).containsExactly(2, 3);
    }

    @Test
    void scalesOfANormalizationAreADepthwiseFilter() {
        LayerFilter filter = filter("BatchNormalization", Map.of(), new long[] {3}, 1, 2, 3);
        assertThat(filter.kind()).isEqualTo(LayerFilter.Kind.DEPTHWISE);
        assertThat(List.of(filter.outputs(), filter.inputs(), filter.height(), filter.width()))
                .containsExactly(3, 1, 1, 1);
    }

    @Test
    void spreadsOneExponentOverAllChannels() {
        LayerFilter filter = filter("Gemm", Map.of(), new long[] {1, 2}, 1, 2);
        assertThat(filter.exponents().toArray()).containsExactly(-7, -7);
    }

    @Test
    void refusesWeightsOfOtherRanks() {
        assertThatThrownBy(() -> filter("Conv", Map.of(), new long[] {1, 1, 1, 1, 1}, 1))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("5 dimensions");
        assertThatThrownBy(() -> filter("MatMul", Map.of(), new long[] {1, 1, 1}, 1))
                .isInstanceOf(UnsupportedModelException.class);
    }

    private static LayerFilter filter(String opType, Map<String, Attribute> attributes, long[] sizes, int... integers) {
        Node node = Node.of("n", opType, List.of("x", "w"), List.of("y"), attributes);
        return LayerFilter.of(
                QuantizedGraphs.of(QuantizedGraphs.PLAIN, QuantizationScheme.INT8_PER_TENSOR)
                        .input("x", 0, 1, 1)
                        .constant("w", QuantizationParameters.perTensor(BitWidth.INT8, -7), sizes, integers)
                        .node(node, 0)
                        .build(),
                node);
    }
}
