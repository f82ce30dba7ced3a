package dev.espquant.evaluator.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.KernelWindow;
import dev.espquant.evaluator.engine.SumRule;
import dev.espquant.quant.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums in double precision against the specification, bit by bit. */
class WideConvolutionTest {
    private static final int LANES = WideLayers.LANES;

    private final WideLayers layers = new WideLayers();

    @Test
    void productsOfAllSizes() {
        for (int columns : new int[] {LANES, LANES + 1, 2 * LANES - 1, 2 * LANES, 2 * LANES + 1, 3 * LANES, 67}) {
            for (int rows : new int[] {1, 5, 6, 7, 13}) {
                for (int depth : new int[] {1, 2, LANES - 1, LANES, LANES + 1, 67}) {
                    layers.check(
                            layers.random(
                                    ConvGeometry.product(rows, depth, columns),
                                    WideLayers.shift(15, RoundingMode.FLOOR)),
                            WideConvolution::new);
                }
            }
        }
    }

    /** Rows that do not fit one piece. */
    @Test
    void manyRows() {
        ConvGeometry geometry = ConvGeometry.product(1301, 8, 17);
        layers.check(layers.random(geometry, WideLayers.shift(16, RoundingMode.FLOOR)), WideConvolution::new);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 17})
    void windowsOfAllKinds(int channels) {
        for (KernelWindow window : new KernelWindow[] {
            new KernelWindow(3, 3, 1, 1, 1, 1, 1, 1),
            new KernelWindow(3, 2, 2, 2, 1, 1, 0, 0),
            new KernelWindow(3, 3, 1, 1, 2, 2, 2, 2),
            new KernelWindow(5, 1, 1, 3, 1, 1, 2, 0),
            new KernelWindow(1, 1, 2, 2, 1, 1, 0, 0),
            new KernelWindow(2, 2, 3, 3, 1, 1, 1, 1)
        }) {
            ConvGeometry geometry = layers.geometry(11, 13, channels, 19, 1, window);
            layers.check(layers.random(geometry, WideLayers.shift(17, RoundingMode.HALF_UP)), WideConvolution::new);
        }
    }

    /** Images of which a band holds only a few rows. */
    @Test
    void bands() {
        ConvGeometry geometry = layers.geometry(47, 40, 16, 16, 1, new KernelWindow(3, 3, 1, 1, 1, 1, 1, 1));
        layers.check(layers.random(geometry, WideLayers.shift(17, RoundingMode.FLOOR)), WideConvolution::new);
    }

    @ParameterizedTest
    @EnumSource(
            value = RoundingMode.class,
            names = {"FLOOR", "HALF_UP"})
    void extremesLoseNoBit(RoundingMode rounding) {
        for (int value : new int[] {Short.MIN_VALUE, Short.MAX_VALUE}) {
            for (int weight : new int[] {Short.MIN_VALUE, Short.MAX_VALUE}) {
                for (int places : new int[] {1, 15, 26, 27, 44}) {
                    ConvLayer layer = WideLayers.constant(
                            ConvGeometry.product(7, 2500, 2 * LANES + 3), WideLayers.shift(places, rounding), weight);
                    WideLayers.checkConstant(layer, value, WideConvolution::new);
                }
            }
        }
    }

    @Test
    void coversWhatItComputes() {
        ConvLayer layer = layers.random(ConvGeometry.product(3, 5, LANES), WideLayers.shift(15, RoundingMode.FLOOR));
        assertThat(WideConvolution.covers(layer, SumRule.of(layer))).isTrue();
        ConvLayer narrow =
                layers.random(ConvGeometry.product(3, 5, LANES - 1), WideLayers.shift(15, RoundingMode.FLOOR));
        assertThat(WideConvolution.covers(narrow, SumRule.of(narrow))).isFalse();
        ConvLayer cut = layers.random(ConvGeometry.product(3, 5, LANES), WideLayers.shift(15, RoundingMode.TRUNCATE));
        assertThat(WideConvolution.covers(cut, SumRule.of(cut))).isFalse();
    }
}
