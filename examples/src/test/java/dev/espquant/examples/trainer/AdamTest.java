package dev.espquant.examples.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdamTest {
    private final Parameter parameter = Parameter.trained("w", 1, 2);
    private final Parameter statistic = Parameter.statistic("s", 1, 1);
    private final Adam adam = new Adam(List.of(parameter, statistic));

    @Test
    void theFirstStepIsTheLearningRateAgainstTheGradient() {
        parameter.gradient()[0] = 123;
        parameter.gradient()[1] = -0.004;

        adam.step(0.1);

        assertThat(parameter.values()).containsExactly(new double[] {0.9, 1.1}, within(1e-6));
        assertThat(parameter.gradient()).containsOnly(0);
    }

    @Test
    void statisticsStay() {
        statistic.gradient()[0] = 1;

        adam.step(0.1);

        assertThat(statistic.values()).containsExactly(1);
    }

    @Test
    void findsTheMinimumOfAParabola() {
        for (int i = 0; i < 500; i++) {
            parameter.gradient()[0] = 2 * (parameter.values()[0] - 3);
            adam.step(0.05);
        }

        assertThat(parameter.values()[0]).isCloseTo(3, within(1e-3));
    }
}
