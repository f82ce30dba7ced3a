package dev.espquant.examples.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espquant.cli.demo.SplitMix64;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InitializationTest {
    @Test
    void varianceIsTwoOverFanIn() {
        Parameter weight = Parameter.trained("w", 0, 100, 8, 3, 3);

        Initialization.he(weight, new SplitMix64(1));

        assertThat(Arrays.stream(weight.values()).map(v -> v * v).average().orElseThrow())
                .isCloseTo(2.0 / 72, within(0.001));
        assertThat(Arrays.stream(weight.values())).allMatch(v -> Math.abs(v) <= Math.sqrt(6.0 / 72));
    }
}
