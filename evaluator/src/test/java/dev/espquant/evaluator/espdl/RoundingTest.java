package dev.espquant.evaluator.espdl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.quant.RoundingMode;
import org.junit.jupiter.api.Test;

class RoundingTest {
    private static final Rounding UP = new Rounding(RoundingMode.HALF_UP);
    private static final Rounding EVEN = new Rounding(RoundingMode.HALF_EVEN);

    @Test
    void tiesOfShiftsGoUpOrToEven() {
        assertThat(UP.shift(5, 1)).isEqualTo(3);
        assertThat(UP.shift(-5, 1)).isEqualTo(-2);
        assertThat(EVEN.shift(5, 1)).isEqualTo(2);
        assertThat(EVEN.shift(-5, 1)).isEqualTo(-2);
        assertThat(EVEN.shift(7, 1)).isEqualTo(4);
    }

    @Test
    void shiftsToTheLeftSaturate() {
        assertThat(UP.shift(3, -2)).isEqualTo(12);
        assertThat(UP.shift(Long.MAX_VALUE / 2, -3)).isEqualTo(Long.MAX_VALUE);
        assertThat(UP.shift(-5, -100)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void tiesOfRealNumbersGoUpOrToEven() {
        assertThat(UP.round(2.5f)).isEqualTo(3);
        assertThat(UP.round(-2.5f)).isEqualTo(-2);
        assertThat(EVEN.round(2.5f)).isEqualTo(2);
        assertThat(EVEN.round(-3.5f)).isEqualTo(-4);
    }

    @Test
    void halfUpAddsInSinglePrecision() {
        float below = Math.nextDown(0.5f);
        assertThat(UP.round(below)).isEqualTo(1);
        assertThat(EVEN.round(below)).isZero();
    }

    @Test
    void quantizingSaturates() {
        EspdlArray target = EspdlArray.zeros(DataType.INT8, new int[] {3}, -4);
        UP.quantize(new float[] {1, 100, -100}, target);
        assertThat(target.toInts()).containsExactly(16, 127, -128);
    }
}
