package dev.espquant.examples.trainer;

import static dev.espquant.examples.trainer.GradientCheck.random;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReluTest {
    @Test
    void cutsNegativeValuesOff() {
        Activations in = new Activations(1, 1, 1, 3, new double[][] {{-1, 0, 2}});

        assertThat(new Relu("relu").forward(in, Mode.INFERENCE).plane(0, 0)).containsExactly(0, 0, 2);
    }

    @Test
    void gradientsAreRight() {
        GradientCheck.check(new Relu("relu"), random(Activations.zeros(2, 2, 3, 3), 5));
    }
}
