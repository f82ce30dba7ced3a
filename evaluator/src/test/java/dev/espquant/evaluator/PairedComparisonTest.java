package dev.espquant.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedComparisonTest {
    @Test
    void countsAgreementAndWhoWasRightAlone() {
        PairedComparison comparison =
                PairedComparison.of(new int[] {1, 2, 3, 4, 9}, new int[] {1, 0, 0, 4, 5}, new int[] {1, 2, 3, 0, 5});

        assertThat(comparison).isEqualTo(new PairedComparison(new Accuracy(2, 5), 2, 1));
    }

    /** Twice the binomial distribution function at one half, at most 1. */
    @ParameterizedTest
    @CsvSource({"0, 0, 1", "5, 5, 1", "0, 5, 0.0625", "1, 9, 0.021484375", "9, 1, 0.021484375", "2, 8, 0.109375"})
    void givesMcNemarsExactProbability(int first, int second, double expected) {
        PairedComparison comparison = new PairedComparison(new Accuracy(1, 1), first, second);

        assertThat(comparison.pValue()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void largeCountsDoNotOverflow() {
        assertThat(new PairedComparison(new Accuracy(1, 1), 5000, 5000).pValue())
                .isEqualTo(1);
        assertThat(new PairedComparison(new Accuracy(1, 1), 4000, 6000).pValue())
                .isBetween(0.0, 1e-80);
    }
}
