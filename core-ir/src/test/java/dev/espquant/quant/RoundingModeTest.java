package dev.espquant.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundingModeTest {
    @Test
    void tiesAndNeighbours() {
        long[] values = {-5, -3, -2, -1, 0, 1, 2, 3, 5};
        assertThat(halved(RoundingMode.FLOOR, values)).containsExactly(-3, -2, -1, -1, 0, 0, 1, 1, 2);
        assertThat(halved(RoundingMode.HALF_UP, values)).containsExactly(-2, -1, -1, 0, 0, 1, 1, 2, 3);
        assertThat(halved(RoundingMode.HALF_EVEN, values)).containsExactly(-2, -2, -1, 0, 0, 0, 1, 2, 2);
        assertThat(halved(RoundingMode.TRUNCATE, values)).containsExactly(-2, -1, -1, 0, 0, 0, 1, 1, 2);
    }

    @Property(seed = "2026")
    void shiftsAreExactDivisionsThatRound(
            @ForAll RoundingMode mode, @ForAll long value, @ForAll @IntRange(max = 70) int bits) {
        BigDecimal exact =
                new BigDecimal(value).divide(new BigDecimal(BigInteger.TWO.pow(bits)), MathContext.UNLIMITED);
        assertThat(mode.shift(value, bits)).isEqualTo(rounded(mode, exact).longValueExact());
    }

    @Property(seed = "2026")
    void smallValuesMeetTiesOften(
            @ForAll RoundingMode mode,
            @ForAll @IntRange(min = -64, max = 64) int value,
            @ForAll @IntRange(max = 5) int bits) {
        BigDecimal exact = new BigDecimal(value).divide(BigDecimal.valueOf(1L << bits), MathContext.UNLIMITED);
        assertThat(mode.shift(value, bits)).isEqualTo(rounded(mode, exact).longValueExact());
    }

    @Property(seed = "2026")
    void shiftsToTheLeftAreExactOrRefused(
            @ForAll RoundingMode mode, @ForAll long value, @ForAll @IntRange(max = 70) int bits) {
        BigInteger exact = BigInteger.valueOf(value).shiftLeft(bits);
        if (exact.bitLength() <= 63) {
            assertThat(mode.shift(value, -bits)).isEqualTo(exact.longValueExact());
        } else {
            assertThatThrownBy(() -> mode.shift(value, -bits)).isInstanceOf(ArithmeticException.class);
        }
    }

    @Property(seed = "2026")
    void realNumbersRoundExactly(
            @ForAll RoundingMode mode, @ForAll @DoubleRange(min = -1e17, max = 1e17) double value) {
        assertRounds(mode, value);
    }

    @Property(seed = "2026")
    void realNumbersNextToATieRoundExactly(
            @ForAll RoundingMode mode,
            @ForAll @IntRange(min = -1000, max = 1000) int halves,
            @ForAll @IntRange(min = -2, max = 2) int steps) {
        double tie = halves / 2.0;
        assertRounds(mode, tie + steps * Math.ulp(tie));
    }

    @ParameterizedTest
    @EnumSource
    void realNumbersWhereAddingAHalfWouldRound(RoundingMode mode) {
        assertRounds(mode, 0.49999999999999994);
        assertRounds(mode, -0.49999999999999994);
        assertRounds(mode, 4503599627370497.0);
        assertRounds(mode, 4503599627370495.5);
        assertRounds(mode, -1e-300);
        assertRounds(mode, 1e300);
    }

    private static void assertRounds(RoundingMode mode, double value) {
        assertThat(new BigDecimal(mode.round(value))).isEqualByComparingTo(rounded(mode, new BigDecimal(value)));
    }

    /** The definition of each mode, in exact decimals. */
    private static BigDecimal rounded(RoundingMode mode, BigDecimal exact) {
        return switch (mode) {
            case FLOOR -> exact.setScale(0, java.math.RoundingMode.FLOOR);
            case HALF_UP -> exact.add(new BigDecimal("0.5")).setScale(0, java.math.RoundingMode.FLOOR);
            case HALF_EVEN -> exact.setScale(0, java.math.RoundingMode.HALF_EVEN);
            case TRUNCATE -> exact.setScale(0, java.math.RoundingMode.DOWN);
        };
    }

    private static long[] halved(RoundingMode mode, long[] values) {
        return java.util.Arrays.stream(values).map(v -> mode.shift(v, 1)).toArray();
    }
}
