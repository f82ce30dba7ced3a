package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.espquant.benchmarks.models.BenchmarkModel;
import dev.espquant.cli.bench.Contenders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorBenchmarkTest {
    @ParameterizedTest
    @ValueSource(strings = {Contenders.ORT_FLOAT, Contenders.ORT_INT8, Contenders.INT8, Contenders.INT16})
    void runsOnceOnAVerifiedModel(String implementation) {
        SimulatorBenchmark benchmark = new SimulatorBenchmark();
        benchmark.model = BenchmarkModel.DS_CNN;
        benchmark.implementation = implementation;
        benchmark.threads = 1;

        benchmark.prepare();

        assertThatCode(benchmark::batch).doesNotThrowAnyException();
        benchmark.close();
    }
}
