package dev.espquant.examples.trainer;

import static dev.espquant.examples.trainer.GradientCheck.random;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaxPoolTest {
    private final MaxPool pool = new MaxPool("pool");

    @Test
    void takesTheLargestOfFourAndLeavesOddEdgesOut() {
        Activations in = new Activations(1, 1, 3, 5, new double[][] {
            {
                1, 2, 5, 3, 9,
                4, 0, 6, 7, 9,
                9, 9, 9, 9, 9
            }
        });

        Activations out = pool.forward(in, Mode.INFERENCE);

        assertThat(out.height()).isEqualTo(1);
        assertThat(out.width()).isEqualTo(2);
        assertThat(out.plane(0, 0)).containsExactly(4, 7);
    }

    @Test
    void gradientsAreRight() {
        GradientCheck.check(pool, random(Activations.zeros(2, 2, 5, 4), 5));
    }
}
