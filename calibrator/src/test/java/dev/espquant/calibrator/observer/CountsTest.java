package dev.espquant.calibrator.observer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountsTest {
    private static final int MUCH = 2_000_000_000;

    @Test
    void holdsMoreThanAnInt() {
        Counts counts = new Counts(2);
        for (int i = 0; i < 3; i++) {
            counts.room(MUCH)[1] += MUCH;
        }
        counts.room(1)[0]++;
        assertThat(counts.total()).containsExactly(1, 3L * MUCH);
    }

    @Test
    void addsWhatAnotherOneCountedAndCountsOn() {
        Counts one = new Counts(2);
        Counts other = new Counts(2);
        one.room(MUCH)[0] = MUCH;
        other.room(MUCH)[0] = MUCH;
        other.room(MUCH)[1] = MUCH;
        one.add(other);
        one.room(5)[1] += 5;
        assertThat(one.total()).containsExactly(2L * MUCH, MUCH + 5L);
    }
}
