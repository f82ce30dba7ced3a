package dev.espquant.examples.trainer;

import static dev.espquant.examples.trainer.GradientCheck.random;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlattenTest {
    private final Flatten flatten = new Flatten("flatten");

    @Test
    void putsChannelsBehindEachOther() {
        Activations in = new Activations(1, 2, 1, 2, new double[][] {{1, 2}, {3, 4}});

        assertThat(flatten.forward(in, Mode.INFERENCE).plane(0, 0)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void gradientsAreRight() {
        GradientCheck.check(flatten, random(Activations.zeros(2, 3, 2, 2), 5));
    }
}
