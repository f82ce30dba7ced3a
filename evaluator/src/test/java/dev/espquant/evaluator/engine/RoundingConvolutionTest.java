package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import org.junit.jupiter.api.Test;

class RoundingConvolutionTest {
    @Test
    void rintOfTheScaledFloatIsTheShiftForEverySum() {
        for (RoundingMode rounding :
                new RoundingMode[] {RoundingMode.FLOOR, RoundingMode.HALF_UP, RoundingMode.HALF_EVEN}) {
            for (int shift = 1; shift <= 14; shift++) {
                int bias = rounding == RoundingMode.HALF_EVEN ? 0 : 77;
                ConvLayer layer = layer(rounding, shift, bias, 20);
                RoundingConvolution numbers = RoundingConvolution.of(layer);
                assertThat(covers(layer)).isTrue();
                for (int sum = -(1 << 19); sum < 1 << 19; sum += shift < 4 ? 1 : 3) {
                    float scaled = (float) (sum + numbers.offsets()[0]) * numbers.scales()[0];
                    int result = (int) Math.min(Math.max(Math.rint(scaled), 0), 255) - 128;
                    if (result != layer.epilogue().apply(sum, 0)) {
                        assertThat(result)
                                .as(rounding + " " + shift + " " + sum)
                                .isEqualTo(layer.epilogue().apply(sum, 0));
                    }
                }
            }
        }
    }

    @Test
    void refusesWhatTheProofDoesNotReach() {
        assertThat(covers(layer(RoundingMode.FLOOR, 0, 0, 20)))
                .as("no half of a place")
                .isFalse();
        assertThat(covers(layer(RoundingMode.FLOOR, 15, 0, 20)))
                .as("long shift")
                .isFalse();
        assertThat(covers(layer(RoundingMode.HALF_EVEN, 4, 1, 20)))
                .as("odd bias")
                .isFalse();
        assertThat(covers(layer(RoundingMode.FLOOR, 4, 0, 8))).as("lane").isFalse();
    }

    private static boolean covers(ConvLayer layer) {
        return RoundingConvolution.covers(
                layer, new SumRule(1, layer.accumulator(), LaneProof.of(layer).bits(), layer.epilogue()));
    }

    private static ConvLayer layer(RoundingMode rounding, int shift, int bias, int laneBits) {
        Epilogue epilogue = Epilogue.shift(-shift, rounding, BitWidth.INT8);
        return new ConvLayer(
                ConvGeometry.product(1, 1, 1),
                BitWidth.INT8,
                ImmutableIntArray.of(100),
                Accumulator.finalSum(laneBits),
                bias == 0 ? epilogue : epilogue.withBias(bias));
    }
}
