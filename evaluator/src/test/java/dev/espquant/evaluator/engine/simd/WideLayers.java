package dev.espquant.evaluator.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.engine.Accumulator;
import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.Engine;
import dev.espquant.evaluator.engine.Epilogue;
import dev.espquant.evaluator.engine.KernelWindow;
import dev.espquant.evaluator.engine.LayerKernel;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.Scratch;
import dev.espquant.evaluator.engine.SumRule;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** int16 layers and their specification. */
final class WideLayers {
    /** 64-bit numbers in a vector. */
    static final int LANES = new VectorBodies().lanes() / 2;

    private static final int IMAGES = 2;

    private final Random random = new Random(11);

    ConvGeometry geometry(int height, int width, int in, int out, int groups, KernelWindow window) {
        return new ConvGeometry(
                height,
                width,
                in,
                outputs(height, window.top(), (window.height() - 1) * window.dilationY() + 1, window.strideY()),
                outputs(width, window.left(), (window.width() - 1) * window.dilationX() + 1, window.strideX()),
                out,
                groups,
                window);
    }

    private static int outputs(int size, int pad, int reach, int stride) {
        return (size + 2 * pad - reach) / stride + 1;
    }

    static Epilogue shift(int places, RoundingMode rounding) {
        return Epilogue.shift(-places, rounding, BitWidth.INT16);
    }

    ConvLayer random(ConvGeometry geometry, Epilogue epilogue) {
        int weights = geometry.outChannels() * geometry.depth();
        int[] values =
                random.ints(weights, Short.MIN_VALUE, Short.MAX_VALUE + 1).toArray();
        long[] bias = random.longs(geometry.outChannels(), Short.MIN_VALUE, Short.MAX_VALUE + 1)
                .toArray();
        return layer(geometry, epilogue.withBias(bias), values);
    }

    static ConvLayer constant(ConvGeometry geometry, Epilogue epilogue, int weight) {
        int weights = geometry.outChannels() * geometry.depth();
        return layer(
                geometry, epilogue, IntStream.range(0, weights).map(i -> weight).toArray());
    }

    static ConvLayer layer(ConvGeometry geometry, Epilogue epilogue, int... weights) {
        return new ConvLayer(
                geometry, BitWidth.INT16, ImmutableIntArray.copyOf(weights), Accumulator.finalSum(62), epilogue);
    }

    void check(ConvLayer layer, BiFunction<ConvLayer, SumRule, LayerKernel> body) {
        int[] values = random.ints((long) IMAGES * layer.geometry().inElements(), Short.MIN_VALUE, Short.MAX_VALUE + 1)
                .toArray();
        check(layer, values, body);
    }

    static void checkConstant(ConvLayer layer, int value, BiFunction<ConvLayer, SumRule, LayerKernel> body) {
        int[] values = new int[IMAGES * layer.geometry().inElements()];
        Arrays.fill(values, value);
        check(layer, values, body);
    }

    private static void check(ConvLayer layer, int[] values, BiFunction<ConvLayer, SumRule, LayerKernel> body) {
        QuantizedBuffer input = QuantizedBuffer.of(BitWidth.INT16, values);
        int elements = IMAGES * layer.geometry().outElements();
        QuantizedBuffer expected = QuantizedBuffer.of(new short[elements]);
        Engine.specification(layer).run(List.of(input), expected, IMAGES, new Scratch());
        QuantizedBuffer actual = QuantizedBuffer.of(new short[elements]);
        body.apply(layer, SumRule.of(layer)).run(List.of(input), actual, IMAGES, new Scratch());
        assertThat(actual.shorts())
                .as("%s %s", layer.geometry(), layer.epilogue())
                .isEqualTo(expected.shorts());
    }
}
