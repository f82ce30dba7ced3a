package dev.espquant.examples.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParameterTest {
    @Test
    void isAsLongAsItsShapeSays() {
        Parameter parameter = Parameter.trained("w", 0.5, 2, 3, 4);

        assertThat(parameter.values()).hasSize(24).containsOnly(0.5);
        assertThat(parameter.gradient()).hasSize(24).containsOnly(0);
        assertThat(parameter.shape()).containsExactly(2, 3, 4);
    }

    @Test
    void roundsToFloat() {
        Parameter parameter = Parameter.statistic("s", 0.1, 1);

        parameter.roundToFloat();

        assertThat(parameter.values()).containsExactly((double) 0.1f);
    }

    @Test
    void clearsItsGradient() {
        Parameter parameter = Parameter.trained("w", 0, 1);
        parameter.gradient()[0] = 3;

        parameter.clearGradient();

        assertThat(parameter.gradient()).containsExactly(0);
    }
}
