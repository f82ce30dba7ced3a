package dev.espquant.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccuracyTest {
    /** Limits from the formula, evaluated with 30 decimal digits. */
    @ParameterizedTest
    @CsvSource({
        "9770, 10000, 0.97387364, 0.97976002",
        "8, 10, 0.49016247, 0.94331785",
        "0, 10, 0, 0.27753280",
        "10, 10, 0.72246720, 1",
        "1, 1, 0.20654931, 1"
    })
    void givesWilsonsInterval(int correct, int total, double lower, double upper) {
        Accuracy accuracy = new Accuracy(correct, total);

        assertThat(accuracy.lower()).isCloseTo(lower, within(1e-8));
        assertThat(accuracy.upper()).isCloseTo(upper, within(1e-8));
    }

    @Test
    void countsPredictions() {
        assertThat(Accuracy.of(new int[] {1, 2, 3, 4}, new int[] {1, 2, 0, 4})).isEqualTo(new Accuracy(3, 4));
        assertThat(new Accuracy(9770, 10000)).hasToString("97.70 % (9770 of 10000, 95 % interval 97.39 to 97.98)");
        assertThatThrownBy(() -> Accuracy.of(new int[1], new int[2])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Accuracy(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(seed = "2026")
    void theIntervalHoldsTheShare(@ForAll @IntRange(max = 5000) int correct, @ForAll @IntRange(max = 5000) int wrong) {
        Accuracy accuracy = new Accuracy(correct, Math.max(1, correct + wrong));

        assertThat(accuracy.share()).isBetween(accuracy.lower(), accuracy.upper());
        assertThat(accuracy.lower()).isNotNegative();
        assertThat(accuracy.upper()).isLessThanOrEqualTo(1);
    }
}
