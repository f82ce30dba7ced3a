package dev.espquant.benchmarks;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.engine.Accumulator;
import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.Engine;
import dev.espquant.evaluator.engine.Epilogue;
import dev.espquant.evaluator.engine.KernelWindow;
import dev.espquant.evaluator.engine.LayerKernel;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.QuantizedBuffer.Storage;
import dev.espquant.evaluator.engine.Scratch;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A layer of random integers for the engine, with an input of a few images. */
final class LayerProblem {
    private static final int IMAGES = 4;

    private final ConvLayer layer;
    private final QuantizedBuffer input;

    private LayerProblem(ConvLayer layer, QuantizedBuffer input) {
        this.layer = layer;
        this.input = input;
    }

    /** A layer written {@code SIDExCHANNELSxOUTPUTSxKERNELxSTRIDE}, padded to keep its size; depthwise if wanted. */
    static LayerProblem of(String shape, BitWidth bits, boolean depthwise) {
        int[] n =
                Arrays.stream(shape.split("x", -1)).mapToInt(Integer::parseInt).toArray();
        int out = (n[0] - 1) / n[4] + 1;
        ConvGeometry geometry = new ConvGeometry(
                n[0],
                n[0],
                n[1],
                out,
                out,
                n[2],
                depthwise ? n[1] : 1,
                new KernelWindow(n[3], n[3], n[4], n[4], 1, 1, n[3] / 2, n[3] / 2));
        Random random = new Random(42);
        int half = bits.max() / 4;
        int weights = geometry.outChannels() * geometry.depth();
        ConvLayer layer = new ConvLayer(
                geometry,
                bits,
                ImmutableIntArray.copyOf(random.ints(weights, -half, half + 1)),
                Accumulator.finalSum(bits == BitWidth.INT8 ? 20 : 40),
                Epilogue.shift(bits == BitWidth.INT8 ? -8 : -18, RoundingMode.FLOOR, bits)
                        .withBias(random.longs(geometry.outChannels(), -half, half)
                                .toArray()));
        int[] values = random.ints((long) IMAGES * geometry.inElements(), bits.min(), bits.max() + 1)
                .toArray();
        return new LayerProblem(layer, QuantizedBuffer.of(bits, values));
    }

    /** What an implementation makes ready; its first result has been compared with the specification's. */
    Runnable checked(Implementation implementation) {
        LayerKernel kernel = implementation.engine().convolution(layer);
        QuantizedBuffer output = output();
        Scratch scratch = new Scratch();
        Runnable run = () -> kernel.run(List.of(input), output, IMAGES, scratch);
        run.run();
        QuantizedBuffer expected = output();
        Engine.specification(layer).run(List.of(input), expected, IMAGES, new Scratch());
        int elements = IMAGES * layer.geometry().outElements();
        if (!Arrays.equals(output.toInts(elements), expected.toInts(elements))) {
            throw new IllegalStateException("wrong result of " + implementation + " for " + layer.geometry());
        }
        return run;
    }

    private QuantizedBuffer output() {
        return QuantizedBuffer.allocate(
                Storage.of(layer.epilogue().output()), IMAGES * layer.geometry().outElements());
    }
}
