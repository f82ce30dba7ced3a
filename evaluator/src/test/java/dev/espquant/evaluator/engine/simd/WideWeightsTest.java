package dev.espquant.evaluator.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.KernelWindow;
import dev.espquant.quant.RoundingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Panels hold every weight of every channel in the order of the window's elements. */
class WideWeightsTest {
    private static final int LANES = WideLayers.LANES;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 16, 31})
    void panelsHoldAllWeights(int more) {
        int channels = LANES + more;
        WideLayers layers = new WideLayers();
        ConvGeometry geometry = layers.geometry(4, 4, 3, channels, 1, new KernelWindow(2, 3, 1, 1, 1, 1, 0, 0));
        ConvLayer layer = layers.random(geometry, WideLayers.shift(15, RoundingMode.FLOOR));
        WideWeights weights = new WideWeights(layer);
        boolean[] seen = new boolean[channels];
        for (int vector = 0; vector < 2 * weights.pairs(); vector++) {
            for (int lane = 0; lane < LANES; lane++) {
                int channel = weights.channel(vector / 2, vector % 2) + lane;
                seen[channel] = true;
                for (int k = 0; k < geometry.depth(); k++) {
                    int at = weights.panel(vector / 2) + (2 * k + vector % 2) * LANES + lane;
                    int expected = layer.weight(channel, k / 9, k / 3 % 3, k % 3);
                    assertThat(weights.panels()[at]).isEqualTo(expected);
                }
            }
        }
        assertThat(seen).doesNotContain(false);
    }
}
