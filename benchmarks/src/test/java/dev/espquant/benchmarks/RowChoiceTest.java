package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowChoiceTest {
    @Test
    void aRangeGivesItsRows() {
        assertThat(RowChoice.of("1:9:3").among(10).asList()).containsExactly(1, 4, 7);
    }

    @Test
    void rowsOfAnotherRangeAreLeftOut() {
        RowChoice rest = RowChoice.of(":").without("::5");

        assertThat(rest.among(10).asList()).containsExactly(1, 2, 3, 4, 6, 7, 8, 9);
        assertThat(rest).hasToString("`:` without `::5`");
    }
}
