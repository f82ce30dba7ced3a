package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.espquant.quant.BitWidth;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DepthwiseBenchmarkTest {
    @ParameterizedTest
    @EnumSource(Implementation.class)
    void everyImplementationPassesItsCheck(Implementation implementation) {
        for (BitWidth bits : BitWidth.values()) {
            DepthwiseBenchmark benchmark = new DepthwiseBenchmark();
            benchmark.shape = "6x9x9x3x1";
            benchmark.bits = bits;
            benchmark.implementation = implementation;

            benchmark.prepare();

            assertThatCode(benchmark::compute).doesNotThrowAnyException();
        }
    }
}
