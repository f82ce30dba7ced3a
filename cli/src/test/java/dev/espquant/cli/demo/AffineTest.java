package dev.espquant.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espquant.cli.demo.Stroke.Point;
import org.junit.jupiter.api.Test;

class AffineTest {
    @Test
    void scalesAndShifts() {
        assertThat(Affine.of(0, 2, 3, 0, 10, 20).apply(new Point(1, 1))).isEqualTo(new Point(12, 23));
    }

    @Test
    void shearMovesXByY() {
        assertThat(Affine.of(0.5, 1, 1, 0, 0, 0).apply(new Point(1, 2))).isEqualTo(new Point(2, 2));
    }

    @Test
    void rotatesFromXTowardsY() {
        Point turned = Affine.of(0, 1, 1, Math.PI / 2, 0, 0).apply(new Point(1, 0));

        assertThat(turned.x()).isCloseTo(0, within(1e-12));
        assertThat(turned.y()).isCloseTo(1, within(1e-12));
    }

    @Test
    void shearsThenScalesThenRotates() {
        Point turned = Affine.of(1, 2, 3, Math.PI / 2, 0, 0).apply(new Point(0, 1));

        // (0, 1) is sheared to (1, 1), scaled to (2, 3) and turned to (-3, 2).
        assertThat(turned.x()).isCloseTo(-3, within(1e-12));
        assertThat(turned.y()).isCloseTo(2, within(1e-12));
    }
}
