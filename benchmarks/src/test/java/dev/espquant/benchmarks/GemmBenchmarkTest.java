package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.quant.BitWidth;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GemmBenchmarkTest {
    @ParameterizedTest
    @EnumSource(BitWidth.class)
    void runsOnceOnAVerifiedLayer(BitWidth bits) {
        GemmBenchmark benchmark = new GemmBenchmark();
        benchmark.size = "3x17x5";
        benchmark.bits = bits;

        benchmark.prepare();

        assertThat(benchmark.simulate().value("y").sizes()).containsExactly(3, 5);
    }
}
