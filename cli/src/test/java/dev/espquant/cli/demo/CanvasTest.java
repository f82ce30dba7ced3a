package dev.espquant.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CanvasTest {
    private static final int SIZE = 8;

    @Test
    void inkFallsOffAcrossTheEdgeOfAStroke() {
        Canvas canvas = new Canvas(SIZE, 2);
        canvas.draw(Stroke.lines(-5, 4, 20, 4));

        double[] ink = canvas.ink(1);

        // Pixel centres lie 0.5, 1.5 and 2.5 away from the line y = 4.
        assertThat(column(ink, 3)).containsExactly(0, 0, 0, 1, 1, 0, 0, 0);
        assertThat(column(canvas.ink(1.25), 3)).containsExactly(0, 0, 0.25, 1, 1, 0.25, 0, 0);
    }

    @Test
    void aLineEndsRound() {
        Canvas canvas = new Canvas(SIZE, 2);
        canvas.draw(Stroke.lines(0.5, 4.5, 3.5, 4.5));

        double[] ink = canvas.ink(1);

        assertThat(ink[4 * SIZE + 4]).isEqualTo(0.5);
        assertThat(ink[5 * SIZE + 4]).isCloseTo(1.5 - Math.sqrt(2), within(1e-12));
    }

    @Test
    void crossingStrokesDoNotAddUp() {
        Canvas once = new Canvas(SIZE, 2);
        once.draw(Stroke.lines(1, 1, 7, 7));
        Canvas twice = new Canvas(SIZE, 2);
        twice.draw(Stroke.lines(1, 1, 7, 7));
        twice.draw(Stroke.lines(7, 7, 1, 1));

        assertThat(twice.ink(1)).containsExactly(once.ink(1), within(1e-12));
    }

    @Test
    void whatLiesOutsideIsLost() {
        Canvas canvas = new Canvas(SIZE, 2);
        canvas.draw(Stroke.lines(-30, -30, -20, 90));

        assertThat(canvas.ink(1)).containsOnly(0);
    }

    @Test
    void aStrokeWithoutLengthIsADot() {
        Canvas canvas = new Canvas(SIZE, 2);
        canvas.draw(Stroke.lines(2.5, 2.5, 2.5, 2.5));

        assertThat(canvas.ink(0.5)[2 * SIZE + 2]).isEqualTo(1);
        assertThat(canvas.ink(0.5)[2 * SIZE + 3]).isEqualTo(0);
    }

    private static double[] column(double[] ink, int column) {
        double[] values = new double[SIZE];
        for (int row = 0; row < SIZE; row++) {
            values[row] = ink[row * SIZE + column];
        }
        return values;
    }
}
