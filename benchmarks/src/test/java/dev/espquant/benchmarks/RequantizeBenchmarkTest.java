package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.quant.RoundingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequantizeBenchmarkTest {
    @ParameterizedTest
    @EnumSource(Implementation.class)
    void everyImplementationPassesItsCheck(Implementation implementation) {
        RequantizeBenchmark benchmark = new RequantizeBenchmark();
        benchmark.channels = 31;
        benchmark.rounding = RoundingMode.HALF_UP;
        benchmark.implementation = implementation;

        benchmark.prepare();

        assertThat(benchmark.requantize()).isZero();
    }
}
