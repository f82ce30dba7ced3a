package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two bytes and a sign are the weight again. */
class PlaneWeightsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1, 127, 128, -128, -129, 32639, -32639, -32768, 32640, 32767})
    void bytesAreTheWeight(int weight) {
        PlaneWeights planes = PlaneWeights.of(layer(weight, 5));
        int sign = planes.isNegated(0) ? -1 : 1;
        assertThat(sign * (256 * planes.bytes()[0] + planes.bytes()[1])).isEqualTo(weight);
        assertThat(sign * planes.constants()[0]).isEqualTo(128L * (weight + 5));
    }

    @Test
    void whatIsBeyondBytesHasAColumnOfItsOwn() {
        int[] weights = {32640, -32640, 32767, -32768, 7};
        PlaneWeights planes = PlaneWeights.of(layer(weights));

        assertThat(planes.columns()).isEqualTo(3);
        for (int k = 0; k < weights.length; k++) {
            int upper = planes.bytes()[3 * k];
            int lower = planes.bytes()[3 * k + 1];
            int beyond = planes.bytes()[3 * k + 2];
            assertThat(256 * upper + lower - beyond).isEqualTo(weights[k]);
        }
        assertThat(PlaneWeights.of(layer(32639, -32768)).columns()).isEqualTo(2);
    }

    @Test
    void foldingSubtractsThatColumn() {
        int[] sums = {10, 20, 3, 11, 21, 4};
        PlaneWeights.of(layer(32640, -32640)).fold(sums, 2);

        assertThat(sums).startsWith(10, 17, 11, 17);
    }

    private static ConvLayer layer(int... weights) {
        return new ConvLayer(
                ConvGeometry.product(1, weights.length, 1),
                BitWidth.INT16,
                ImmutableIntArray.copyOf(weights),
                Accumulator.finalSum(40),
                Epilogue.shift(-15, RoundingMode.FLOOR, BitWidth.INT16));
    }
}
