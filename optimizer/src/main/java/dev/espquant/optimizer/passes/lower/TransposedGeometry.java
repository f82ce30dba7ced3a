package dev.espquant.optimizer.passes.lower;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A transposed convolution as a convolution over its input with zeros put behind every element: {@code stride - 1} of them on each axis. By the
 * definition of ConvTranspose in the ONNX standard the convolution has the kernel reversed, and pads {@code dilation * (kernel - 1)} less what the
 * transposed one cuts off, plus {@code output_padding} at the end; of the last the zeros behind the last element are part.
 *
 * @param strides zeros are {@code stride - 1}
 * @param dilations of the kernel, as they were
 * @param begins padding of the convolution at the beginning of each axis; a negative number is cut off
 * @param ends likewise at the end, behind the zeros of the last element
 */
record TransposedGeometry(
        ImmutableLongArray strides, ImmutableLongArray dilations, ImmutableLongArray begins, ImmutableLongArray ends) {

    /** The geometry of a node; empty where it leaves its padding to the size of the output. */
    static Optional<TransposedGeometry> of(Node node, Tensor weights) {
        int axes = weights.rank() - 2;
        String mode = node.textAttribute("auto_pad", "NOTSET");
        boolean explicit = mode.equals("NOTSET") || mode.equals("VALID");
        if (axes < 1 || !explicit || node.attribute("output_shape").isPresent()) {
            return Optional.empty();
        }
        long[] strides = attribute(node, "strides", axes, 1);
        long[] dilations = attribute(node, "dilations", axes, 1);
        long[] more = attribute(node, "output_padding", axes, 0);
        long[] pads = mode.equals("VALID") ? new long[2 * axes] : attribute(node, "pads", 2 * axes, 0);
        long[] begins = new long[axes];
        long[] ends = new long[axes];
        for (int i = 0; i < axes; i++) {
            long reach = dilations[i] * (weights.size(i + 2) - 1);
            begins[i] = reach - pads[i];
            ends[i] = reach - pads[axes + i] + more[i] - (strides[i] - 1);
        }
        return Optional.of(new TransposedGeometry(
                ImmutableLongArray.copyOf(strides),
                ImmutableLongArray.copyOf(dilations),
                ImmutableLongArray.copyOf(begins),
                ImmutableLongArray.copyOf(ends)));
    }

    private static long[] attribute(Node node, String name, int count, long absent) {
        return node.intsAttribute(name).orElseGet(() -> {
            long[] values = new long[count];
            Arrays.fill(values, absent);
            return values;
        });
    }

    boolean insertsZeros() {
        return strides.stream().anyMatch(s -> s > 1);
    }

    boolean cuts() {
        return begins.stream().anyMatch(p -> p < 0) || ends.stream().anyMatch(p -> p < 0);
    }

    /** Padding as Conv takes it: all beginnings, then all ends; what is cut off is no padding. */
    long[] pads() {
        return IntStream.concat(
                        IntStream.range(0, begins.length()), IntStream.range(begins.length(), 2 * begins.length()))
                .mapToLong(i -> i < begins.length() ? begins.get(i) : ends.get(i - begins.length()))
                .map(p -> Math.max(0, p))
                .toArray();
    }

    /** Kernels of a transposed convolution {@code [inputs, outputs/group, ...]} as those of a convolution, {@code [outputs, inputs/group, ...]}. */
    static Tensor reversed(Tensor weights, int group) {
        int inputs = (int) weights.size(0) / group;
        int outputs = (int) weights.size(1);
        float[] values = weights.toFloats();
        int window = values.length / (inputs * group * outputs);
        float[] result = new float[values.length];
        for (int g = 0; g < group; g++) {
            for (int in = 0; in < inputs; in++) {
                for (int out = 0; out < outputs; out++) {
                    int from = ((g * inputs + in) * outputs + out) * window;
                    int to = ((g * outputs + out) * inputs + in) * window;
                    for (int k = 0; k < window; k++) {
                        result[to + window - 1 - k] = values[from + k];
                    }
                }
            }
        }
        long[] sizes = weights.sizes();
        sizes[0] = (long) outputs * group;
        sizes[1] = inputs;
        return Tensor.ofFloats(sizes, result);
    }
}
