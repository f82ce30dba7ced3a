package dev.espquant.evaluator.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.quant.BitWidth;

/**
 * Computes neighbouring positions of a row as one position with as many times the output channels: the window becomes wider, its weights zero where a
 * position does not look. The output's memory is the same. Matrix units like wide matrices, and wide windows are gathered in fewer and longer pieces;
 * both are worth the products by zero where a layer has few output channels and its sums are short. A 1x1 kernel gathers nothing.
 */
final class JoinedPositions {
    /** Output channels that fill a matrix unit. */
    private static final int ENOUGH_CHANNELS = 64;

    /** int8 products that one step of a matrix unit sums: longer sums fill it by themselves. */
    private static final int LONG_SUM = 64;

    private static final int MOST_POSITIONS = 4;

    private JoinedPositions() {}

    /** The layer with as many positions joined as are worth it; the same layer if none are. */
    static ConvLayer of(ConvLayer layer) {
        ConvGeometry geometry = layer.geometry();
        int joined = 1;
        if (geometry.groups() == 1 && geometry.window().dilationX() == 1) {
            while (2 * joined <= MOST_POSITIONS
                    && isWorthIt(layer, joined)
                    && 2 * joined * geometry.outChannels() <= ENOUGH_CHANNELS
                    && geometry.outWidth() % (2 * joined) == 0) {
                joined *= 2;
            }
        }
        return joined == 1 ? layer : join(layer, joined);
    }

    /** Whether so many joined positions still leave something idle. int16 layers compute two rows and two columns for each of theirs, and gain longer. */
    private static boolean isWorthIt(ConvLayer layer, int joined) {
        ConvGeometry geometry = layer.geometry();
        int depth = geometry.window().height() * width(geometry.window(), joined) * geometry.inChannels();
        return layer.input() == BitWidth.INT16 || (!geometry.isPointwise() && depth < LONG_SUM);
    }

    private static int width(KernelWindow window, int joined) {
        return window.width() + (joined - 1) * window.strideX();
    }

    private static ConvLayer join(ConvLayer layer, int joined) {
        ConvGeometry geometry = layer.geometry();
        KernelWindow window = geometry.window();
        int width = width(window, joined);
        ConvGeometry wide = new ConvGeometry(
                geometry.inHeight(),
                geometry.inWidth(),
                geometry.inChannels(),
                geometry.outHeight(),
                geometry.outWidth() / joined,
                geometry.outChannels() * joined,
                1,
                new KernelWindow(
                        window.height(),
                        width,
                        window.strideY(),
                        window.strideX() * joined,
                        window.dilationY(),
                        1,
                        window.top(),
                        window.left()));
        Accumulator accumulator = layer.accumulator();
        return new ConvLayer(
                wide,
                layer.input(),
                weights(layer, joined, width),
                new Accumulator(
                        repeat(accumulator.laneBits(), joined),
                        accumulator.saturation(),
                        repeat(accumulator.bias(), joined)),
                new Epilogue(
                        layer.epilogue().stages().stream()
                                .map(stage -> repeat(stage, joined))
                                .collect(ImmutableList.toImmutableList()),
                        layer.epilogue().output()));
    }

    private static ImmutableIntArray weights(ConvLayer layer, int joined, int width) {
        ConvGeometry geometry = layer.geometry();
        KernelWindow window = geometry.window();
        ImmutableIntArray.Builder weights = ImmutableIntArray.builder();
        for (int position = 0; position < joined; position++) {
            int shift = position * window.strideX();
            for (int out = 0; out < geometry.outChannels(); out++) {
                for (int in = 0; in < geometry.inChannels(); in++) {
                    for (int row = 0; row < window.height(); row++) {
                        for (int column = 0; column < width; column++) {
                            boolean looks = column >= shift && column < shift + window.width();
                            weights.add(looks ? layer.weight(out, row, column - shift, in) : 0);
                        }
                    }
                }
            }
        }
        return weights.build();
    }

    private static Stage repeat(Stage stage, int times) {
        return new Stage(
                repeat(stage.exponents(), times),
                stage.rounding(),
                repeat(stage.bias(), times),
                repeat(stage.low(), times),
                repeat(stage.high(), times));
    }

    /** One number stays one. */
    private static ImmutableIntArray repeat(ImmutableIntArray numbers, int times) {
        if (numbers.length() == 1) {
            return numbers;
        }
        ImmutableIntArray.Builder repeated = ImmutableIntArray.builder(times * numbers.length());
        for (int i = 0; i < times; i++) {
            repeated.addAll(numbers);
        }
        return repeated.build();
    }

    private static ImmutableLongArray repeat(ImmutableLongArray numbers, int times) {
        ImmutableLongArray.Builder repeated = ImmutableLongArray.builder(Math.max(1, times * numbers.length()));
        for (int i = 0; i < times; i++) {
            repeated.addAll(numbers);
        }
        return repeated.build();
    }
}
