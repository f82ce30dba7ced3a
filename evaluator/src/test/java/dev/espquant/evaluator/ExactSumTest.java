package dev.espquant.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    @Property(tries = 200, seed = "2026")
    void equalsTheExactSumRoundedOnce(@ForAll @Size(max = 50) List<Double> values) {
        BigDecimal exact = values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(sum(values).value()).isEqualTo(exact.doubleValue() + 0.0);
    }

    @Property(tries = 200, seed = "2026")
    void groupingMakesNoDifference(@ForAll @Size(max = 30) List<Double> a, @ForAll @Size(max = 30) List<Double> b) {
        ExactSum merged = sum(b);
        merged.merge(sum(a));
        ExactSum inTurn = sum(a);
        b.forEach(inTurn::add);

        assertThat(merged.value()).isEqualTo(inTurn.value());
    }

    @Test
    void holdsTheWholeRange() {
        assertThat(sum(List.of(1e308, 4.9e-324, -1e308)).value()).isEqualTo(4.9e-324);
        assertThat(sum(List.of(-Double.MIN_VALUE)).value()).isEqualTo(-Double.MIN_VALUE);
        assertThat(sum(List.of(Double.MAX_VALUE)).value()).isEqualTo(Double.MAX_VALUE);
        assertThat(sum(List.of(Double.MAX_VALUE, Double.MAX_VALUE)).value()).isInfinite();
        assertThat(sum(List.of()).value()).isZero();
        assertThat(sum(List.of(1.0, -1.0)).value()).isZero();
        assertThat(sum(List.of(0x1p53, 1.0, 0x1p-1000)).value()).isEqualTo(0x1p53 + 2);
    }

    @Test
    void nonNumbersStay() {
        assertThat(sum(List.of(1.0, Double.NaN)).value()).isNaN();
        assertThat(sum(List.of(1.0, Double.POSITIVE_INFINITY)).value()).isInfinite();
        assertThat(sum(List.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))
                        .value())
                .isNaN();
    }

    private static ExactSum sum(List<Double> values) {
        ExactSum sum = new ExactSum();
        values.forEach(sum::add);
        return sum;
    }
}
