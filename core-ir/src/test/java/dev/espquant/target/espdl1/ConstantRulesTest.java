package dev.espquant.target.espdl1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.quant.BitWidth;
import org.junit.jupiter.api.Test;

class ConstantRulesTest {
    @Test
    void slopesAreTruncated() {
        assertThat(ConstantRules.slope(0.1f, BitWidth.INT8)).isEqualTo(12);
        assertThat(ConstantRules.slope(-0.1f, BitWidth.INT8)).isEqualTo(-12);
        assertThat(ConstantRules.slope(0.5f, BitWidth.INT16)).isEqualTo(16384);
    }

    @Test
    void boundsAreRoundedHalfToEvenAndSaturate() {
        assertThat(ConstantRules.bound(2.5, 0, BitWidth.INT8)).isEqualTo(2);
        assertThat(ConstantRules.bound(6, -4, BitWidth.INT8)).isEqualTo(96);
        assertThat(ConstantRules.bound(Double.POSITIVE_INFINITY, 0, BitWidth.INT8))
                .isEqualTo(127);
        assertThat(ConstantRules.bound(Double.NEGATIVE_INFINITY, 0, BitWidth.INT16))
                .isEqualTo(-32768);
    }
}
