package dev.espquant.evaluator.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.KernelWindow;
import dev.espquant.quant.RoundingMode;
import java.util.Random;
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
        double[] scales = new Random(1).doubles(channels).toArray();
        WideWeights weights = new WideWeights(layer, scales);
        boolean[] seen = new boolean[channels];
        ColumnGroups groups = weights.groups();
        for (int group = 0; group < groups.vectors(); group += groups.size(group)) {
            int step = groups.size(group) * LANES;
            for (int lane = 0; lane < step; lane++) {
                int channel = groups.column(group + lane / LANES) + lane % LANES;
                seen[channel] = true;
                for (int k = 0; k < geometry.depth(); k++) {
                    int expected = layer.weight(channel, k / 9, k / 3 % 3, k % 3);
                    assertThat(weights.panels()[weights.panel(group) + k * step + lane])
                            .isEqualTo(expected * scales[channel]);
                }
            }
        }
        assertThat(seen).doesNotContain(false);
    }
}
