package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObserversBenchmarkTest {
    @ParameterizedTest
    @CsvSource({"minmax, 0", "percentile, -1", "entropy, 997", "kl, 997"})
    void runsOnceOnVerifiedValues(String observer, int found) {
        for (String implementation : new String[] {"scalar", "best"}) {
            ObserversBenchmark benchmark = new ObserversBenchmark();
            benchmark.observer = observer;
            benchmark.implementation = implementation;
            benchmark.size = 997;

            benchmark.prepare();

            assertThat(benchmark.scan())
                    .satisfies(n -> assertThat(found < 0 ? n > 0 && n < 997 : n == found)
                            .isTrue());
            assertThat(benchmark.observe().exponent()).isPresent();
        }
    }
}
