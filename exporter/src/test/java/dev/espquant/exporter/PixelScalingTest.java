package dev.espquant.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import org.junit.jupiter.api.Test;

class PixelScalingTest {
    @Test
    void scales() {
        assertThat(new PixelScaling(128, 2).apply(130)).isEqualTo(1f);
        assertThat(PixelScaling.NONE.apply(7)).isEqualTo(7f);
    }

    @Test
    void refusesWhatCannotScale() {
        assertThatThrownBy(() -> new PixelScaling(0, 0)).isInstanceOf(GraphException.class);
        assertThatThrownBy(() -> new PixelScaling(Double.NaN, 1)).isInstanceOf(GraphException.class);
    }
}
