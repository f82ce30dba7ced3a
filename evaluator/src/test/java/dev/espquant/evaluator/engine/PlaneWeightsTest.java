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
        PlaneWeights planes = PlaneWeights.of(layer(weight, 5)).orElseThrow();
        int sign = planes.isNegated(0) ? -1 : 1;
        assertThat(sign * (256 * planes.bytes()[0] + planes.bytes()[1])).isEqualTo(weight);
        assertThat(sign * planes.constants()[0]).isEqualTo(128L * (weight + 5));
    }

    @Test
    void someWeightsHaveNoBytes() {
        assertThat(PlaneWeights.of(layer(32640, -32640))).isEmpty();
        assertThat(PlaneWeights.of(layer(32639, -32768))).isPresent();
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
