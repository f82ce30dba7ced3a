package dev.espquant.calibrator.observer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairwiseSumTest {
    /** Sums that numpy 2.4 gives for the same numbers, at lengths around the borders of its algorithm. */
    @ParameterizedTest
    @CsvSource({
        "0, 0x0.0p+0, 0x0.0p+0",
        "1, 0x1.4e47000000000p+18, 0x1.bdb4000000000p+16",
        "7, 0x1.98ff220000000p+20, 0x1.10aa16782aaaap+19",
        "8, 0x1.a1c52c0000000p+20, 0x1.168372182aaabp+19",
        "9, 0x1.a689fc0000000p+20, 0x1.19b1522d80000p+19",
        "15, 0x1.7238de0000000p+21, 0x1.eda126822aaabp+19",
        "127, 0x1.38c79a0000000p+24, 0x1.a10a21403aaabp+22",
        "128, 0x1.38cb500000000p+24, 0x1.a10f16f750000p+22",
        "129, 0x1.38ceee0000000p+24, 0x1.a113e7f71aaaap+22",
        "136, 0x1.4984d40000000p+24, 0x1.b75bc5e560000p+22",
        "255, 0x1.5999d00000000p+25, 0x1.cccd14c73c000p+23",
        "257, 0x1.5b00980000000p+25, 0x1.ceab74e0ec000p+23",
        "1000, 0x1.607c140000000p+27, 0x1.d5fac48388556p+25",
        "2047, 0x1.7c3ef80000000p+28, 0x1.fafea17d60000p+26",
        "2048, 0x1.7c406a0000000p+28, 0x1.fb008bc3f5556p+26"
    })
    void equalsNumpys(int count, String floatSum, String doubleSum) {
        float[] floats = new float[count];
        double[] doubles = new double[count];
        int state = 12345;
        for (int i = 0; i < count; i++) {
            state = state * 1664525 + 1013904223;
            double value = (state >>> 8) / Math.scalb(1.0, state >>> 28);
            floats[i] = (float) value;
            doubles[i] = value / 3;
        }
        assertThat(PairwiseSum.of(floats, count)).isEqualTo(Float.parseFloat(floatSum));
        assertThat(PairwiseSum.of(doubles, count)).isEqualTo(Double.parseDouble(doubleSum));
    }
}
