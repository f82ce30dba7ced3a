package dev.espquant.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DigitSetTest {
    @Test
    void pixelsAreUnsignedAndRowMajor() {
        byte[] images = new byte[2 * DigitSet.PIXELS];
        images[DigitSet.PIXELS + 3 * DigitSet.SIDE + 5] = (byte) 200;
        DigitSet set = new DigitSet(images, new byte[] {1, 2});

        assertThat(set.count()).isEqualTo(2);
        assertThat(set.pixel(1, 3, 5)).isEqualTo(200);
        assertThat(set.pixel(0, 3, 5)).isZero();
    }

    @Test
    void imagesAndLabelsMustFit() {
        assertThatThrownBy(() -> new DigitSet(new byte[DigitSet.PIXELS], new byte[2]))
                .hasMessage("2 labels, but 784 pixels");
    }
}
