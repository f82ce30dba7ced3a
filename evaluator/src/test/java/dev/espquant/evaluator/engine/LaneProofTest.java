package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import org.junit.jupiter.api.Test;

class LaneProofTest {
    @Test
    void everyPartialSumCountsAndSoDoesTheBias() {
        assertThat(LaneProof.of(layer(0, 8, -8)).isProven(0))
                .as("2040 at most, -2040 at least")
                .isTrue();
        assertThat(LaneProof.of(layer(8, 8, -8)).isProven(0))
                .as("2048 is beyond 12 bits")
                .isFalse();
        assertThat(LaneProof.of(layer(0, 20, -20)).isProven(0))
                .as("the sum cancels, its parts do not")
                .isFalse();
        assertThat(LaneProof.of(layer(0, 20, -20), 0, 10).isProven(0))
                .as("a narrower input")
                .isTrue();
    }

    @Test
    void bitsHoldTheLargestPartialSum() {
        assertThat(LaneProof.of(layer(0, 16, 0)).bits())
                .as("-2048 fits 12 bits")
                .isEqualTo(12);
        assertThat(LaneProof.of(layer(1, -16, 0)).bits()).as("2049 does not").isEqualTo(13);
    }

    private static ConvLayer layer(long bias, int... weights) {
        return new ConvLayer(
                ConvGeometry.product(1, weights.length, 1),
                BitWidth.INT8,
                ImmutableIntArray.copyOf(weights),
                new Accumulator(
                        ImmutableIntArray.of(12), Accumulator.Saturation.EACH_STEP, ImmutableLongArray.of(bias)),
                Epilogue.shift(0, RoundingMode.FLOOR, BitWidth.INT8));
    }
}
