package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.optimizer.Preset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptimizerBenchmarkTest {
    @ParameterizedTest
    @EnumSource(Preset.class)
    void runsOnceOnAChain(Preset preset) {
        OptimizerBenchmark benchmark = new OptimizerBenchmark();
        benchmark.nodes = 40;
        benchmark.preset = preset;

        benchmark.prepare();

        assertThat(benchmark.optimize().model().graph().nodes()).hasSize(20);
    }
}
