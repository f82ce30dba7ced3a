package dev.espquant.evaluator.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Tensor;
import org.junit.jupiter.api.Test;

class OutputComparisonTest {
    @Test
    void allowsAPartOfTheRange() {
        assertThat(compare(floats(0, 10), floats(0.0009f, 10)).isWithinTolerance())
                .isTrue();
        assertThat(compare(floats(0, 10), floats(0.0012f, 10)).isWithinTolerance())
                .isFalse();
    }

    @Test
    void allowsAConstantOutputItsRoundingOnly() {
        assertThat(compare(floats(5, 5), floats(5.00001f, 5)).isWithinTolerance())
                .isTrue();
        assertThat(compare(floats(5, 5), floats(5.0001f, 5)).isWithinTolerance())
                .isFalse();
        assertThat(compare(floats(0, 0), floats(5e-7f, 0)).isWithinTolerance()).isTrue();
        assertThat(compare(floats(0, 0), floats(5e-6f, 0)).isWithinTolerance()).isFalse();
    }

    @Test
    void nanAndInfinityEqualThemselvesAlone() {
        Tensor odd = floats(Float.NaN, Float.POSITIVE_INFINITY, 1);
        assertThat(compare(odd, odd).largest()).isZero();
        assertThat(compare(odd, floats(Float.NaN, Float.NEGATIVE_INFINITY, 1)).isWithinTolerance())
                .isFalse();
        assertThat(compare(odd, floats(0, Float.POSITIVE_INFINITY, 1)).isWithinTolerance())
                .isFalse();
        assertThat(compare(floats(0f, 1), floats(-0f, 1)).largest()).isZero();
    }

    @Test
    void integersAllowNothing() {
        assertThat(compare(Tensor.vector(0, 1_000_000), Tensor.vector(1, 1_000_000))
                        .isWithinTolerance())
                .isFalse();
    }

    @Test
    void shapesAndTypesMustAgree() {
        assertThat(compare(floats(1, 2), Tensor.ofFloats(new long[] {1, 2}, 1, 2))
                        .mismatch())
                .isPresent();
        assertThat(compare(Tensor.vector(1), Tensor.ofDoubles(new long[] {1}, 1))
                        .mismatch())
                .isPresent();
    }

    private static OutputDifference compare(Tensor expected, Tensor actual) {
        return OutputComparison.compare("y", expected, actual, 1e-4);
    }

    private static Tensor floats(float... values) {
        return Tensor.ofFloats(new long[] {values.length}, values);
    }
}
