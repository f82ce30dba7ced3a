package dev.espquant.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every exponent is checked by exact comparisons of powers: {@code log2(r) <= e + a/b} is {@code r^b <= 2^(b e + a)}. */
class ExponentsTest {
    @Test
    void powersOfTwoAreTheirOwnExponent() {
        for (int e = -1022; e <= 1023; e++) {
            double ratio = Math.scalb(1.0, e);
            assertThat(Exponents.ceilLog2(ratio)).isEqualTo(e);
            assertThat(Exponents.roundLog2(ratio)).isEqualTo(e);
            assertThat(Exponents.ceilLog2LessQuarter(ratio)).isEqualTo(e);
        }
    }

    @Test
    void theNextDoubleAboveAPowerNeedsTheNextExponent() {
        assertThat(Exponents.ceilLog2(Math.nextUp(0x1p-7))).isEqualTo(-6);
        assertThat(Exponents.ceilLog2(Math.nextDown(0x1p-7))).isEqualTo(-7);
    }

    @Test
    void roundingTurnsAtTheRootOfTwo() {
        assertThat(exactRound(Math.sqrt(2))).isEqualTo(Exponents.roundLog2(Math.sqrt(2)));
        assertThat(Exponents.roundLog2(1.414)).isZero();
        assertThat(Exponents.roundLog2(1.415)).isEqualTo(1);
    }

    @Property(seed = "2026")
    void nothingSaturatesAtTheSmallestSuchExponent(@ForAll("ratios") double ratio) {
        int e = Exponents.ceilLog2(ratio);
        BigDecimal exact = new BigDecimal(ratio);
        assertThat(exact).isLessThanOrEqualTo(powerOfTwo(e)).isGreaterThan(powerOfTwo(e - 1));
    }

    @Property(seed = "2026")
    void theNearestExponent(@ForAll("ratios") double ratio) {
        assertThat(Exponents.roundLog2(ratio)).isEqualTo(exactRound(ratio));
    }

    @Property(seed = "2026")
    void aQuarterLess(@ForAll("ratios") double ratio) {
        assertThat(Exponents.ceilLog2LessQuarter(ratio)).isEqualTo(exactCeilLessQuarter(ratio));
    }

    @Property(seed = "2026")
    void aQuarterLessNextToTheTurningPoint(@ForAll("nearFourthRoot") double ratio) {
        assertThat(Exponents.ceilLog2LessQuarter(ratio)).isEqualTo(exactCeilLessQuarter(ratio));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE})
    void rangesWithoutAnExponentAreRefused(double ratio) {
        assertThatThrownBy(() -> Exponents.ceilLog2(ratio)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Exponents.roundLog2(ratio)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Exponents.ceilLog2LessQuarter(ratio)).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<Double> ratios() {
        return Arbitraries.longs()
                .between(Double.doubleToLongBits(0x1p-60), Double.doubleToLongBits(0x1p60))
                .map(Double::longBitsToDouble);
    }

    @Provide
    Arbitrary<Double> nearFourthRoot() {
        long root = Double.doubleToLongBits(Math.pow(2, 0.25));
        return Arbitraries.longs().between(root - 1000, root + 1000).map(Double::longBitsToDouble);
    }

    /** The e with {@code 2^(e - 1/2) <= ratio < 2^(e + 1/2)}. */
    private static int exactRound(double ratio) {
        BigDecimal squared = new BigDecimal(ratio).pow(2);
        int e = Math.getExponent(ratio) - 1;
        while (squared.compareTo(powerOfTwo(2 * e + 1)) >= 0) {
            e++;
        }
        return e;
    }

    /** The smallest e with {@code log2(ratio) - 1/4 <= e}. */
    private static int exactCeilLessQuarter(double ratio) {
        BigDecimal fourth = new BigDecimal(ratio).pow(4);
        int e = Math.getExponent(ratio) - 2;
        while (fourth.compareTo(powerOfTwo(4 * e + 1)) > 0) {
            e++;
        }
        return e;
    }

    private static BigDecimal powerOfTwo(int exponent) {
        return exponent >= 0
                ? BigDecimal.valueOf(2).pow(exponent)
                : BigDecimal.ONE.divide(BigDecimal.valueOf(2).pow(-exponent), MathContext.UNLIMITED);
    }
}
