package dev.espquant.evaluator.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.KernelWindow;
import org.junit.jupiter.api.Test;

class BandsTest {
    private static final ConvGeometry GEOMETRY =
            new WideLayers().geometry(7, 8, 3, 5, 1, new KernelWindow(3, 3, 1, 1, 1, 1, 1, 1));

    @Test
    void aBandHasTheRowsThatFitIt() {
        assertThat(new Bands(GEOMETRY, 1).outRows()).isEqualTo(1);
        assertThat(new Bands(GEOMETRY, 1).inRows()).isEqualTo(3);
        assertThat(new Bands(GEOMETRY, 4 * 30).outRows()).isEqualTo(2);
        assertThat(new Bands(GEOMETRY, 10_000).outRows()).isEqualTo(7);
        assertThat(new Bands(GEOMETRY, 10_000).length()).isEqualTo(9 * 30);
    }

    @Test
    void rowsLieInTheInputOrInThePadding() {
        Bands bands = new Bands(GEOMETRY, 1);
        assertThat(bands.width()).isEqualTo(30);
        assertThat(bands.before()).isEqualTo(3);
        assertThat(bands.pixels()).isEqualTo(24);
        assertThat(bands.source(1, 0, 0)).isEqualTo(Bands.PADDING);
        assertThat(bands.source(1, 0, 1)).isEqualTo(7 * 24);
        assertThat(bands.source(0, 6, 1)).isEqualTo(6 * 24);
        assertThat(bands.source(0, 6, 2)).isEqualTo(Bands.PADDING);
    }

    @Test
    void windowsBeginAtPositions() {
        Bands bands = new Bands(GEOMETRY, 4 * 30);
        assertThat(bands.positions()).startsWith(0, 3, 6).endsWith(30 + 21);
        assertThat(bands.window()).startsWith(0, 1, 2, 3).endsWith(68).hasSize(27);
        assertThat(bands.runs()).containsExactly(0, 30, 60);
        assertThat(bands.runLength()).isEqualTo(9);
    }

    @Test
    void windowsWithGapsHaveARunForEachPixel() {
        WideLayers layers = new WideLayers();
        Bands dilated = new Bands(layers.geometry(7, 8, 3, 5, 1, new KernelWindow(1, 2, 1, 1, 1, 2, 0, 0)), 1);
        assertThat(dilated.runs()).containsExactly(0, 6);
        assertThat(dilated.runLength()).isEqualTo(3);
        Bands depthwise = new Bands(layers.geometry(7, 8, 3, 3, 3, new KernelWindow(1, 2, 1, 1, 1, 1, 0, 0)), 1);
        assertThat(depthwise.runs()).containsExactly(0, 3);
        assertThat(depthwise.runLength()).isEqualTo(1);
    }
}
