package dev.espquant.examples.trainer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GradientCheckTest {
    @Test
    void findsAWrongGradient() {
        Layer wrong = new Layer() {
            @Override
            public String name() {
                return "wrong";
            }

            @Override
            public String opType() {
                return "Identity";
            }

            @Override
            public Activations forward(Activations input, Mode mode) {
                return input;
            }

            @Override
            public Activations backward(Activations outputGradient) {
                return outputGradient.zerosLike();
            }
        };

        assertThatThrownBy(() -> GradientCheck.check(wrong, Activations.zeros(1, 1, 2, 2)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("input plane 0[0]");
    }
}
