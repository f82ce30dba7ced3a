package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.evaluator.engine.Accumulator.Saturation;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** int16 layers that round in every way, with a shift for each channel, whatever engine computes them, against the specification. */
class ChannelShiftsTest {
    private final Random random = new Random(3);

    @Test
    void depthwiseAndOtherLayersOfAllRoundings() {
        for (RoundingMode rounding : List.of(RoundingMode.HALF_EVEN, RoundingMode.HALF_UP, RoundingMode.FLOOR)) {
            for (int channels : new int[] {3, 8, 13, 32}) {
                for (boolean depthwise : new boolean[] {false, true}) {
                    for (int shift : new int[] {0, 1, 14, 40}) {
                        check(layer(channels, depthwise, rounding, shift));
                    }
                }
            }
        }
    }

    private void check(ConvLayer layer) {
        int[] input = random.ints(2L * layer.geometry().inElements(), Short.MIN_VALUE, Short.MAX_VALUE + 1)
                .toArray();
        List<QuantizedBuffer> inputs = List.of(QuantizedBuffer.of(BitWidth.INT16, input));
        int outputs = 2 * layer.geometry().outElements();
        QuantizedBuffer expected = QuantizedBuffer.of(new short[outputs]);
        Engine.specification(layer).run(inputs, expected, 2, new Scratch());
        for (Engine engine : Engines.all()) {
            QuantizedBuffer actual = QuantizedBuffer.of(new short[outputs]);
            engine.convolution(layer).run(inputs, actual, 2, new Scratch());
            assertThat(actual.shorts()).as("%s %s", engine, layer.geometry()).isEqualTo(expected.shorts());
        }
    }

    /** Weights are so coarse that ties are frequent; every third channel holds the extremes of both signs. */
    private ConvLayer layer(int channels, boolean depthwise, RoundingMode rounding, int shift) {
        ConvGeometry geometry = new ConvGeometry(
                5, 6, channels, 3, 6, channels, depthwise ? channels : 1, new KernelWindow(3, 2, 2, 1, 1, 2, 1, 1));
        int depth = geometry.depth();
        ImmutableIntArray weights = ImmutableIntArray.copyOf(IntStream.range(0, channels * depth)
                .map(i -> i / depth % 3 == 0 && i % depth < 2
                        ? (i % depth == 0 ? Short.MIN_VALUE : Short.MAX_VALUE)
                        : 64 * random.nextInt(-100, 100)));
        ImmutableLongArray bias = ImmutableLongArray.copyOf(
                random.longs(channels, -1L << 30, 1L << 30).map(b -> b & -64));
        ImmutableIntArray exponents = ImmutableIntArray.copyOf(
                IntStream.range(0, channels).map(n -> -shift - (shift == 0 ? 0 : random.nextInt(3))));
        Stage stage = new Stage(
                exponents,
                rounding,
                ImmutableLongArray.of(),
                ImmutableIntArray.of(-30000),
                ImmutableIntArray.of(Short.MAX_VALUE));
        return new ConvLayer(
                geometry,
                BitWidth.INT16,
                weights,
                new Accumulator(ImmutableIntArray.of(64), Saturation.EACH_STEP, bias),
                new Epilogue(ImmutableList.of(stage), BitWidth.INT16));
    }
}
