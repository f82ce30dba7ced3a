package dev.espquant.calibrator.exponent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ExponentClassesTest {
    private final ExponentClasses classes = new ExponentClasses();

    @Test
    void aClassTakesItsLargestDemand() {
        classes.unite("a", "b");
        classes.unite("c", "d");
        classes.demand("a", OptionalInt.of(-7));
        classes.demand("d", OptionalInt.of(-3));
        classes.demand("b", OptionalInt.empty());
        assertThat(classes.exponent("b")).hasValue(-7);
        classes.unite("b", "c");
        assertThat(classes.exponent("a")).hasValue(-3);
        assertThat(classes.exponent("d")).hasValue(-3);
    }

    @Test
    void whoeverAsksForNothingGetsNothing() {
        classes.unite("a", "a");
        assertThat(classes.exponent("a")).isEmpty();
        assertThat(classes.exponent("unknown")).isEmpty();
    }

    @Test
    void longChainsEndSomewhere() {
        for (int i = 0; i < 100_000; i++) {
            classes.unite("v" + (i + 1), "v" + i);
        }
        classes.demand("v0", OptionalInt.of(5));
        assertThat(classes.exponent("v100000")).hasValue(5);
    }
}
