package dev.espquant.exporter.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.exporter.coefficients.LayerFilter;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationParameters;
import org.junit.jupiter.api.Test;

class FilterRewritesTest {
    private static LayerFilter filter(LayerFilter.Kind kind, int outputs, int inputs, int... elements) {
        return new LayerFilter(
                kind,
                outputs,
                inputs,
                1,
                1,
                1,
                1,
                ImmutableIntArray.copyOf(elements),
                QuantizationParameters.perTensor(BitWidth.INT8, 0));
    }

    @Test
    void pointwiseTakesFeaturesAsTheyLie() {
        LayerFilter dense = filter(LayerFilter.Kind.DENSE, 2, 3, 1, 2, 3, 4, 5, 6);
        LayerFilter pointwise = FilterRewrites.pointwise(dense, new int[] {2, 0, 1});
        assertThat(pointwise.kind()).isEqualTo(LayerFilter.Kind.CONVOLUTION);
        assertThat(pointwise.elements()).isEqualTo(ImmutableIntArray.of(3, 1, 2, 6, 4, 5));
    }

    @Test
    void groupsLieOnTheDiagonal() {
        LayerFilter grouped = filter(LayerFilter.Kind.DEPTHWISE, 2, 2, 1, 2, 3, 4);
        LayerFilter full = FilterRewrites.blockDiagonal(grouped, 2);
        assertThat(full.inputs()).isEqualTo(4);
        assertThat(full.elements()).isEqualTo(ImmutableIntArray.of(1, 2, 0, 0, 0, 0, 3, 4));
    }
}
