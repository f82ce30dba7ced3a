package dev.espquant.exporter.coefficients;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.exporter.QuantizedGraphs;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.target.FilterLayout;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FilterPackerTest {
    @Test
    void plainConvolutionsAreOutputRowColumnInput() {
        LayerFilter filter = numbered(LayerFilter.Kind.CONVOLUTION, 2, 2, 1, 4);
        assertThat(pack(QuantizedGraphs.PLAIN, filter))
                .containsExactly(0, 4, 1, 5, 2, 6, 3, 7, 8, 12, 9, 13, 10, 14, 11, 15);
    }

    @Test
    void plainDepthwiseFiltersAreRowColumnChannel() {
        LayerFilter filter = numbered(LayerFilter.Kind.DEPTHWISE, 2, 1, 2, 4);
        assertThat(pack(QuantizedGraphs.PLAIN, filter))
                .containsExactly(0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15);
    }

    @Test
    void padsToTheNextVectorAndOneMore() {
        assertThat(pack(QuantizedGraphs.PLAIN, numbered(LayerFilter.Kind.CONVOLUTION, 1, 1, 1, 200)))
                .hasSize(224)
                .endsWith(0);
        assertThat(pack(QuantizedGraphs.PLAIN, numbered(LayerFilter.Kind.DENSE, 1, 200, 1, 1)))
                .hasSize(200);
        assertThat(pack(QuantizedGraphs.PLAIN, numbered(LayerFilter.Kind.CONVOLUTION, 1, 1, 1, 208)))
                .hasSize(208);
    }

    /** Where each element must lie, stated without a walk over the filter. */
    @Property(tries = 300, seed = "2026")
    void blockedFiltersLieWhereTheFormulaSays(
            @ForAll LayerFilter.Kind kind,
            @ForAll @IntRange(min = 1, max = 40) int outputs,
            @ForAll @IntRange(min = 1, max = 5) int inputs,
            @ForAll @IntRange(min = 1, max = 3) int height,
            @ForAll @IntRange(min = 1, max = 3) int width,
            @ForAll BitWidth bits) {
        boolean dense = kind == LayerFilter.Kind.DENSE;
        LayerFilter filter = numbered(kind, outputs, inputs, dense ? 1 : height, dense ? 1 : width);
        int[] packed =
                new FilterPacker(QuantizedGraphs.BLOCKED, bits).pack(filter).toArray();
        int perOutput = filter.inputs() * filter.height() * filter.width();
        int lanes = 128 / bits.bits();
        int whole = outputs / lanes * lanes;
        for (int o = 0; o < outputs; o++) {
            for (int rest = 0; rest < perOutput; rest++) {
                int input = rest / (filter.height() * filter.width());
                int place = rest % (filter.height() * filter.width());
                boolean depthwise = kind == LayerFilter.Kind.DEPTHWISE;
                int within = depthwise ? rest : place * filter.inputs() + input;
                int blockStart = o < whole ? o / lanes * lanes : depthwise ? whole : o;
                int blockWidth = o < whole ? lanes : depthwise ? outputs - whole : 1;
                assertThat(packed[blockStart * perOutput + within * blockWidth + o - blockStart])
                        .isEqualTo(o * perOutput + rest);
            }
        }
    }

    private static int[] pack(FilterLayout layout, LayerFilter filter) {
        return new FilterPacker(layout, BitWidth.INT8).pack(filter).toArray();
    }

    private static LayerFilter numbered(LayerFilter.Kind kind, int outputs, int inputs, int height, int width) {
        return new LayerFilter(
                kind,
                outputs,
                inputs,
                height,
                width,
                1,
                1,
                ImmutableIntArray.copyOf(IntStream.range(0, outputs * inputs * height * width)),
                QuantizationParameters.perTensor(BitWidth.INT8, 0));
    }
}
