package dev.espquant.evaluator.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void runsOnceByNameWithEveryLengthThatFitsTheMemory() {
        TreeMap<Integer, Integer> calls = new TreeMap<>();
        Object name = new Object();

        WarmUp.once(name, vectors -> calls.merge(vectors, 1, Integer::sum));
        int first = calls.values().stream().mapToInt(Integer::intValue).sum();
        WarmUp.once(name, vectors -> calls.merge(vectors, 1, Integer::sum));

        assertThat(first).isGreaterThanOrEqualTo(1_000);
        assertThat(calls.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(first);
        assertThat(calls.firstKey()).isZero();
        assertThat(calls.lastKey()).isBetween(2, WarmUp.VECTORS - 1);
    }
}
