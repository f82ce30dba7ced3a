package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every engine against the specification, bit by bit. */
class EngineTest {
    private static final int[] CHANNELS = {1, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 65};

    private final Random random = new Random(5);

    @ParameterizedTest
    @EnumSource(BitWidth.class)
    void productsOfAllSizes(BitWidth bits) {
        for (int depth : new int[] {1, 2, 15, 16, 17, 67}) {
            for (int columns : CHANNELS) {
                check(random(ConvGeometry.product(5, depth, columns), bits, shift(bits, -7)), 3);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BitWidth.class)
    void windowsOfAllKinds(BitWidth bits) {
        for (int channels : new int[] {1, 3, 16, 17}) {
            check(random(conv(9, 8, channels, 16, 1, window(3, 3, 1, 1, 1)), bits, shift(bits, -8)), 2);
            check(random(conv(9, 8, channels, 5, 1, window(3, 2, 2, 1, 0)), bits, shift(bits, -8)), 2);
            check(random(conv(9, 8, channels, 5, 1, window(3, 3, 1, 2, 2)), bits, shift(bits, -8)), 2);
            check(
                    random(
                            conv(1, 20, channels, 7, 1, new KernelWindow(1, 5, 1, 3, 1, 1, 0, 2)),
                            bits,
                            shift(bits, -8)),
                    2);
        }
    }

    @ParameterizedTest
    @EnumSource(BitWidth.class)
    void depthwise(BitWidth bits) {
        for (int channels : CHANNELS) {
            for (int stride : new int[] {1, 2}) {
                check(
                        random(
                                conv(7, 9, channels, channels, channels, window(3, 3, stride, 1, 1)),
                                bits,
                                shift(bits, -8)),
                        2);
            }
        }
        check(random(conv(9, 8, 32, 32, 32, window(5, 3, 1, 2, 2)), bits, shift(bits, -6)), 2);
        check(random(conv(4, 4, 40, 40, 40, window(1, 1, 1, 1, 0)), bits, shift(bits, -6)), 2);
    }

    /** Rows of weights whose sum of magnitudes is the largest that 16 bits hold, with all roundings, shifts and biases. */
    @ParameterizedTest
    @EnumSource(value = RoundingMode.class, mode = EnumSource.Mode.EXCLUDE, names = "TRUNCATE")
    void depthwiseOfSmallWeights(RoundingMode rounding) {
        for (int channels : new int[] {1, 8, 9, 16, 24, 31, 32, 33, 64, 65, 96}) {
            for (int exponent : new int[] {-1, -2, -5, -8, -9, -16}) {
                Epilogue epilogue = Epilogue.shift(exponent, rounding, BitWidth.INT8);
                ConvGeometry geometry = conv(6, 11, channels, channels, channels, window(3, 3, 1 + channels % 2, 1, 1));
                ConvLayer layer = random(geometry, BitWidth.INT8, epilogue);
                check(withWeights(layer, random.ints(9L * channels, -85, 86).toArray()), 2);
                Epilogue biased =
                        epilogue.withBias(biases(channels, BitWidth.INT8)).clamped(0, 127);
                check(
                        withWeights(
                                layer.withEpilogue(biased),
                                constant(9 * channels, -85).toArray()),
                        1);
                int[] lowest = constant(2 * geometry.inElements(), -128).toArray();
                check(withWeights(layer, constant(9 * channels, 85).toArray()), lowest, 2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BitWidth.class)
    void groups(BitWidth bits) {
        check(random(conv(5, 6, 12, 8, 4, window(3, 3, 1, 1, 1)), bits, shift(bits, -6)), 2);
        check(random(conv(5, 6, 3, 6, 3, window(3, 3, 2, 1, 1)), bits, shift(bits, -6)), 2);
    }

    @ParameterizedTest
    @EnumSource(value = RoundingMode.class, mode = EnumSource.Mode.EXCLUDE, names = "TRUNCATE")
    void everyRoundingAndEveryShift(RoundingMode rounding) {
        for (BitWidth bits : BitWidth.values()) {
            for (int exponent : new int[] {20, 5, 1, 0, -1, -2, -7, -15, -29, -30, -31, -33, -40, -64}) {
                Epilogue epilogue = Epilogue.shift(exponent, rounding, bits);
                check(random(ConvGeometry.product(7, 40, 17), bits, epilogue), 1);
                check(
                        random(
                                ConvGeometry.product(7, 40, 16),
                                bits,
                                epilogue.withBias(biases(16, bits)).clamped(0, 100)),
                        1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = RoundingMode.class, mode = EnumSource.Mode.EXCLUDE, names = "TRUNCATE")
    void numbersByChannel(RoundingMode rounding) {
        for (int channels : CHANNELS) {
            Stage first = Stage.of(-4, rounding, -32768, 32767)
                    .withBias(ImmutableLongArray.copyOf(biases(channels, BitWidth.INT16)));
            Stage second = new Stage(
                    ImmutableIntArray.copyOf(IntStream.range(0, channels).map(i -> 2 - i % 14)),
                    rounding,
                    ImmutableLongArray.of(),
                    ImmutableIntArray.copyOf(IntStream.range(0, channels).map(i -> i % 5 == 0 ? 0 : -128)),
                    ImmutableIntArray.of(127));
            Epilogue epilogue = new Epilogue(ImmutableList.of(first, second), BitWidth.INT8);
            check(random(ConvGeometry.product(3, 20, channels), BitWidth.INT8, epilogue), 2);
        }
    }

    @ParameterizedTest
    @EnumSource(Accumulator.Saturation.class)
    void narrowLanesAndBiasInTheLane(Accumulator.Saturation saturation) {
        for (int bits : new int[] {14, 17, 20, 32}) {
            ConvLayer layer = random(ConvGeometry.product(9, 50, 19), BitWidth.INT8, shift(BitWidth.INT8, -8));
            long[] bias =
                    random.longs(19, -(1L << (bits - 1)), 1L << (bits - 1)).toArray();
            Accumulator accumulator =
                    new Accumulator(ImmutableIntArray.of(bits), saturation, ImmutableLongArray.copyOf(bias));
            check(with(layer, accumulator), 2);
        }
    }

    @Test
    void lanesThatDifferByChannel() {
        ConvLayer layer = random(ConvGeometry.product(9, 50, 3), BitWidth.INT8, shift(BitWidth.INT8, -8));
        for (Accumulator.Saturation saturation : Accumulator.Saturation.values()) {
            check(
                    with(layer, new Accumulator(ImmutableIntArray.of(40, 15, 16), saturation, ImmutableLongArray.of())),
                    2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 200, 1100, 2500})
    void extremesLoseNoBit(int depth) {
        for (BitWidth bits : BitWidth.values()) {
            for (int value : new int[] {bits.min(), bits.max()}) {
                for (int weight : new int[] {bits.min(), bits.max()}) {
                    ConvLayer layer = new ConvLayer(
                            ConvGeometry.product(2, depth, 17),
                            bits,
                            constant(depth * 17, weight),
                            Accumulator.finalSum(62),
                            shift(bits, bits == BitWidth.INT8 ? -19 : -27));
                    check(layer, constant(2 * depth, value).toArray(), 1);
                }
            }
        }
    }

    private static Epilogue shift(BitWidth bits, int exponent) {
        return Epilogue.shift(bits == BitWidth.INT8 ? exponent : exponent - 8, RoundingMode.FLOOR, bits);
    }

    private long[] biases(int channels, BitWidth bits) {
        return random.longs(channels, bits.min(), bits.max() + 1L).toArray();
    }

    private static ImmutableIntArray constant(int length, int value) {
        return ImmutableIntArray.copyOf(IntStream.generate(() -> value).limit(length));
    }

    private static KernelWindow window(int height, int width, int stride, int dilation, int pad) {
        return new KernelWindow(height, width, stride, stride, dilation, dilation, pad, pad);
    }

    private static ConvGeometry conv(int height, int width, int in, int out, int groups, KernelWindow window) {
        int reachY = (window.height() - 1) * window.dilationY() + 1;
        int reachX = (window.width() - 1) * window.dilationX() + 1;
        return new ConvGeometry(
                height,
                width,
                in,
                (height + 2 * window.top() - reachY) / window.strideY() + 1,
                (width + 2 * window.left() - reachX) / window.strideX() + 1,
                out,
                groups,
                window);
    }

    private ConvLayer random(ConvGeometry geometry, BitWidth bits, Epilogue epilogue) {
        int weights = geometry.outChannels() * geometry.depth();
        return new ConvLayer(
                geometry,
                bits,
                ImmutableIntArray.copyOf(random.ints(weights, bits.min(), bits.max() + 1)),
                Accumulator.finalSum(bits == BitWidth.INT8 ? 20 : 40),
                epilogue);
    }

    private static ConvLayer withWeights(ConvLayer layer, int... weights) {
        return new ConvLayer(
                layer.geometry(),
                layer.input(),
                ImmutableIntArray.copyOf(weights),
                layer.accumulator(),
                layer.epilogue());
    }

    private static ConvLayer with(ConvLayer layer, Accumulator accumulator) {
        return new ConvLayer(layer.geometry(), layer.input(), layer.weights(), accumulator, layer.epilogue());
    }

    private void check(ConvLayer layer, int images) {
        BitWidth bits = layer.input();
        int[] input = random.ints((long) images * layer.geometry().inElements(), bits.min(), bits.max() + 1)
                .toArray();
        check(layer, input, images);
    }

    private static void check(ConvLayer layer, int[] values, int images) {
        QuantizedBuffer input = QuantizedBuffer.of(layer.input(), values);
        int elements = images * layer.geometry().outElements();
        QuantizedBuffer expected = output(layer, elements);
        long saturated = Engine.specification(layer).run(List.of(input), expected, images, new Scratch());
        for (Engine engine : Engines.all()) {
            QuantizedBuffer actual = output(layer, elements);
            LayerKernel kernel = engine.convolution(layer);
            Scratch scratch = new Scratch();
            assertThat(kernel.run(List.of(input), actual, images, scratch))
                    .as("%s saturates %s", kernel, layer.geometry())
                    .isEqualTo(saturated);
            assertThat(actual.toInts(elements))
                    .as("%s by %s: %s %s", layer.geometry(), kernel, layer.accumulator(), layer.epilogue())
                    .isEqualTo(expected.toInts(elements));
            kernel.run(List.of(input), actual, images, scratch);
            assertThat(actual.toInts(elements)).as("again").isEqualTo(expected.toInts(elements));
        }
    }

    private static QuantizedBuffer output(ConvLayer layer, int elements) {
        return QuantizedBuffer.allocate(
                QuantizedBuffer.Storage.of(layer.epilogue().output()), elements);
    }
}
