package dev.espquant.evaluator;

import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import dev.espquant.plugin.Names;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizedGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Many images in one tensor: they lie along the first axis. */
final class ImageBatch {
    private ImageBatch() {}

    /** The number of runs that the inputs hold; {@link GraphException} unless they are exactly what the model takes. */
    static int check(QuantizedGraph quantized, CompiledGraph compiled, Map<String, IntTensor> inputs) {
        List<String> expected =
                quantized.graph().inputs().stream().map(ValueInfo::name).toList();
        for (String name : inputs.keySet()) {
            if (!expected.contains(name)) {
                throw GraphException.because("the model has no such input")
                        .value(name)
                        .fix(Names.suggestion(name, expected))
                        .build();
            }
        }
        int images = -1;
        for (String name : expected) {
            IntTensor input = inputs.get(name);
            if (input == null) {
                throw GraphException.because("no data for this input of the model")
                        .value(name)
                        .fix("give data for every input")
                        .build();
            }
            int found = images(name, compiled.sizes(name), input);
            if (images >= 0 && found != images) {
                throw GraphException.because(
                                "its data hold " + found + " images, those of '" + expected.get(0) + "' " + images)
                        .value(name)
                        .fix("give the same number of images for every input")
                        .build();
            }
            images = found;
            checkRange(name, input, quantized.parameters(name).bits());
        }
        return Math.max(images, 0);
    }

    /** The sizes of so many images' values, given those of one. A value without axes gets one. */
    static long[] sizes(long[] one, int images) {
        if (one.length == 0) {
            return new long[] {images};
        }
        long[] sizes = one.clone();
        sizes[0] *= images;
        return sizes;
    }

    private static int images(String name, long[] one, IntTensor input) {
        long[] found = input.sizes();
        boolean fits = found.length == Math.max(1, one.length);
        for (int axis = 1; fits && axis < one.length; axis++) {
            fits = found[axis] == one[axis];
        }
        long batch = one.length == 0 ? 1 : one[0];
        if (!fits || Shape.elementCount(one) == 0 || found[0] % batch != 0) {
            throw GraphException.because("its data have sizes " + Arrays.toString(found)
                            + ", the model takes any number of " + Arrays.toString(one) + " along the first axis")
                    .value(name)
                    .fix("reshape or transpose the data (NCHW: channels before rows)")
                    .build();
        }
        return Math.toIntExact(found[0] / batch);
    }

    private static void checkRange(String name, IntTensor input, BitWidth bits) {
        int[] values = input.values();
        if (fits(values, bits)) {
            return;
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] < bits.min() || values[i] > bits.max()) {
                throw GraphException.because(
                                "element " + i + " of its data is " + values[i] + ", beyond " + bits.label())
                        .value(name)
                        .fix("quantize the data with the input's exponent, or give real numbers")
                        .build();
            }
        }
    }

    /** Whether all integers fit a width: no bit above it differs from the sign. */
    private static boolean fits(int[] values, BitWidth bits) {
        int differs = 0;
        int i = 0;
        for (; i <= values.length - 4; i += 4) {
            differs |= magnitude(values[i])
                    | magnitude(values[i + 1])
                    | magnitude(values[i + 2])
                    | magnitude(values[i + 3]);
        }
        for (; i < values.length; i++) {
            differs |= magnitude(values[i]);
        }
        return differs <= bits.max();
    }

    private static int magnitude(int value) {
        return value ^ (value >> 31);
    }
}
