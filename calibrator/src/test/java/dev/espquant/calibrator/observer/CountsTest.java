package dev.espquant.calibrator.observer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountsTest {
    private static final int MUCH = 2_000_000_000;

    @Test
    void countsTheBinsThatAreHit() {
        for (int bins : new int[] {3, 1 << 16}) {
            Counts counts = new Counts(bins);
            counts.count(new int[] {0, 2, 2, 1, 2, 2, 0, 9}, 7);
            assertThat(counts.total()).startsWith(2, 1, 4).hasSize(bins);
        }
    }

    @Test
    void holdsMoreThanAnInt() {
        Counts counts = new Counts(2);
        for (int i = 0; i < 3; i++) {
            counts.add(1, MUCH);
        }
        counts.count(new int[] {0}, 1);
        counts.add(1, -MUCH);
        assertThat(counts.total()).containsExactly(1, 2L * MUCH);
    }

    @Test
    void addsWhatAnotherOneCountedAndCountsOn() {
        Counts one = new Counts(2);
        Counts other = new Counts(2);
        one.add(0, MUCH);
        other.add(0, MUCH);
        other.add(1, MUCH);
        one.add(other);
        one.add(1, 5);
        assertThat(one.total()).containsExactly(2L * MUCH, MUCH + 5L);
    }
}
