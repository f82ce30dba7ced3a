package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.evaluator.engine.Accumulator.Saturation;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lanes that saturate at every product, against the specification. */
class LaneConvolutionTest {
    private final Random random = new Random(4);

    @Test
    void depthwiseAndOtherLayersOfNarrowLanes() {
        for (int groups : new int[] {1, 20}) {
            for (int bits : new int[] {14, 16, 20}) {
                ConvLayer layer = layer(groups, bits);
                assertThat(LaneConvolution.covers(layer)).isTrue();
                byte[] input = new byte[2 * layer.geometry().inElements()];
                random.nextBytes(input);
                QuantizedBuffer expected =
                        QuantizedBuffer.of(new byte[2 * layer.geometry().outElements()]);
                QuantizedBuffer actual =
                        QuantizedBuffer.of(new byte[2 * layer.geometry().outElements()]);
                List<QuantizedBuffer> inputs = List.of(QuantizedBuffer.of(input));
                long left = Engine.specification(layer).run(inputs, expected, 2, new Scratch());
                assertThat(new LaneConvolution(layer).run(inputs, actual, 2, new Scratch()))
                        .isEqualTo(left);
                assertThat(actual.bytes()).isEqualTo(expected.bytes());
            }
        }
    }

    @Test
    void lanesThatNeedMoreThanAnIntAreLeftToOthers() {
        assertThat(LaneConvolution.covers(layer(1, 31))).isTrue();
        ConvLayer layer = layer(1, 31);
        ImmutableLongArray large =
                ImmutableLongArray.copyOf(IntStream.range(0, 20).mapToLong(n -> Integer.MAX_VALUE - 5L));
        Accumulator accumulator = new Accumulator(ImmutableIntArray.of(32), Saturation.EACH_STEP, large);
        assertThat(LaneConvolution.covers(
                        new ConvLayer(layer.geometry(), layer.input(), layer.weights(), accumulator, layer.epilogue())))
                .isFalse();
    }

    private ConvLayer layer(int groups, int bits) {
        int channels = 20;
        ConvGeometry geometry =
                new ConvGeometry(5, 4, channels, 5, 4, channels, groups, new KernelWindow(3, 3, 1, 1, 1, 1, 1, 1));
        return new ConvLayer(
                geometry,
                BitWidth.INT8,
                ImmutableIntArray.copyOf(random.ints((long) channels * geometry.depth(), -128, 128)),
                new Accumulator(
                        ImmutableIntArray.of(bits),
                        Saturation.EACH_STEP,
                        ImmutableLongArray.copyOf(random.longs(channels, -4000, 4000))),
                Epilogue.shift(-9, RoundingMode.HALF_EVEN, BitWidth.INT8));
    }
}
