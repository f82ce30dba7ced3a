package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.espquant.quant.BitWidth;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConvBenchmarkTest {
    @ParameterizedTest
    @EnumSource(Implementation.class)
    void everyImplementationPassesItsCheck(Implementation implementation) {
        for (BitWidth bits : BitWidth.values()) {
            ConvBenchmark benchmark = new ConvBenchmark();
            benchmark.shape = "5x3x17x3x2";
            benchmark.bits = bits;
            benchmark.implementation = implementation;

            benchmark.prepare();

            assertThatCode(benchmark::compute).doesNotThrowAnyException();
        }
    }
}
