package dev.espquant.evaluator.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.KernelWindow;
import dev.espquant.evaluator.engine.SumRule;
import dev.espquant.quant.RoundingMode;
import org.junit.jupiter.api.Test;

/** Depthwise sums in double precision against the specification, bit by bit. */
class WideDepthwiseTest {
    private static final int LANES = WideLayers.LANES;

    private final WideLayers layers = new WideLayers();

    @Test
    void windowsOfAllKinds() {
        for (KernelWindow window : new KernelWindow[] {
            new KernelWindow(3, 3, 1, 1, 1, 1, 1, 1),
            new KernelWindow(3, 3, 2, 2, 1, 1, 0, 0),
            new KernelWindow(3, 3, 1, 1, 2, 2, 2, 2),
            new KernelWindow(3, 3, 2, 2, 2, 2, 1, 2),
            new KernelWindow(3, 3, 1, 1, 2, 1, 2, 1),
            new KernelWindow(5, 5, 1, 1, 1, 1, 2, 2),
            new KernelWindow(5, 5, 2, 2, 1, 1, 2, 2),
            new KernelWindow(1, 1, 1, 1, 1, 1, 0, 0),
            new KernelWindow(1, 7, 1, 3, 1, 1, 0, 3)
        }) {
            for (int channels : new int[] {LANES, LANES + 1, 2 * LANES - 1, 2 * LANES, 37}) {
                ConvGeometry geometry = layers.geometry(10, 9, channels, channels, channels, window);
                layers.check(layers.random(geometry, WideLayers.shift(15, RoundingMode.FLOOR)), WideDepthwise::new);
                layers.check(layers.random(geometry, WideLayers.shift(14, RoundingMode.HALF_UP)), WideDepthwise::new);
            }
        }
    }

    /** Images of which a band holds only a few rows, and rows of one position. */
    @Test
    void bands() {
        KernelWindow window = new KernelWindow(3, 3, 1, 1, 1, 1, 1, 1);
        for (int[] sizes : new int[][] {{40, 40, 24}, {30, 1, 32}, {1, 30, 32}, {1, 1, 17}}) {
            ConvGeometry geometry = layers.geometry(sizes[0], sizes[1], sizes[2], sizes[2], sizes[2], window);
            layers.check(layers.random(geometry, WideLayers.shift(15, RoundingMode.FLOOR)), WideDepthwise::new);
        }
    }

    @Test
    void extremesLoseNoBit() {
        KernelWindow window = new KernelWindow(3, 3, 1, 1, 1, 1, 1, 1);
        ConvGeometry geometry = layers.geometry(5, 6, LANES + 3, LANES + 3, LANES + 3, window);
        for (int value : new int[] {Short.MIN_VALUE, Short.MAX_VALUE}) {
            for (int weight : new int[] {Short.MIN_VALUE, Short.MAX_VALUE}) {
                for (int places : new int[] {1, 18, 19, 44}) {
                    ConvLayer layer =
                            WideLayers.constant(geometry, WideLayers.shift(places, RoundingMode.HALF_UP), weight);
                    WideLayers.checkConstant(layer, value, WideDepthwise::new);
                }
            }
        }
    }

    @Test
    void coversDepthwiseLayersOnly() {
        KernelWindow window = new KernelWindow(3, 3, 1, 1, 1, 1, 1, 1);
        ConvLayer depthwise = layers.random(
                layers.geometry(5, 6, 2 * LANES, 2 * LANES, 2 * LANES, window),
                WideLayers.shift(15, RoundingMode.FLOOR));
        assertThat(WideDepthwise.covers(depthwise, SumRule.of(depthwise))).isTrue();
        ConvLayer grouped = layers.random(
                layers.geometry(5, 6, 2 * LANES, 2 * LANES, LANES, window), WideLayers.shift(15, RoundingMode.FLOOR));
        assertThat(WideDepthwise.covers(grouped, SumRule.of(grouped))).isFalse();
    }
}
