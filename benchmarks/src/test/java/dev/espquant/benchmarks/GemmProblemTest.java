package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.quant.BitWidth;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GemmProblemTest {
    @Test
    void aSimulatorComputesTheDefinition() {
        GemmProblem problem = new GemmProblem(4, 33, 7, BitWidth.INT8);

        int[] output =
                problem.simulator().run(Map.of("x", problem.input())).value("y").values();

        assertThat(output).containsExactly(problem.expected());
        assertThat(output).as("the numbers differ").doesNotContain(127, -128);
        assertThat(java.util.Arrays.stream(output).distinct().count()).isGreaterThan(5);
    }

    @Test
    void sizesAreRowsDepthColumns() {
        GemmProblem problem = GemmProblem.of("2x3x5", BitWidth.INT16);

        assertThat(problem.input().sizes()).containsExactly(2, 3);
        assertThat(problem.expected()).hasSize(10);
    }
}
