package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NormGuardTest {
    private final ConvLayer layer = new GuardedConvolutionTest().layer(16, 1, 20);
    private final byte[] image = new byte[layer.geometry().inElements()];

    @Test
    void smallImagesAreProvenAndLargeOnesAreNot() {
        for (Engine engine : Engines.all()) {
            NormGuard guard = NormGuard.of(layer, engine.bodies());
            assertThat(guard.proves(image, 0, new Scratch())).isTrue();
            Arrays.fill(image, (byte) 5);
            assertThat(guard.proves(image, 0, new Scratch())).isTrue();
            Arrays.fill(image, (byte) 127);
            assertThat(guard.proves(image, 0, new Scratch())).isFalse();
            Arrays.fill(image, (byte) 0);
        }
    }

    @Test
    void oneWindowOfLargeNumbersIsEnoughWhereverItStands() {
        NormGuard guard = NormGuard.of(layer, new ScalarBodies());
        int row = 5 * 16;
        for (int corner : new int[] {0, 2 * 16, 3 * row, 3 * row + 2 * 16}) {
            Arrays.fill(image, (byte) 0);
            for (int y = 0; y < 3; y++) {
                Arrays.fill(image, corner + y * row, corner + y * row + 3 * 16, (byte) 127);
            }
            assertThat(guard.proves(image, 0, new Scratch()))
                    .as("corner %d", corner)
                    .isFalse();
        }
    }
}
