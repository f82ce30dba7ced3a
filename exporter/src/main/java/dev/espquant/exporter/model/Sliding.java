package dev.espquant.exporter.model;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import java.util.Arrays;

/**
 * How the window of a Conv or pool slides, in two dimensions; one-dimensional ones have height 1.
 *
 * @param window height and width
 * @param strides vertical and horizontal
 * @param padding top, bottom, left and right
 */
record Sliding(ImmutableIntArray window, ImmutableIntArray strides, ImmutableIntArray padding) {

    /**
     * The window of a node.
     *
     * @param in spatial sizes of the input, one or two
     * @param out spatial sizes of the output
     * @param kernel spatial sizes of the kernel
     */
    static Sliding of(Node node, ImmutableIntArray in, ImmutableIntArray out, ImmutableIntArray kernel) {
        int rank = in.length();
        int[] strides = ints(node, "strides", rank, 1);
        int[] dilations = ints(node, "dilations", rank, 1);
        int[] padding = new int[4];
        for (int axis = 0; axis < rank; axis++) {
            int reach = (kernel.get(axis) - 1) * dilations[axis] + 1;
            int total = Math.max(0, (out.get(axis) - 1) * strides[axis] + reach - in.get(axis));
            int[] pads = pads(node, axis, rank, total);
            int place = 2 * (axis + 2 - rank);
            padding[place] = pads[0];
            padding[place + 1] = pads[1];
        }
        return new Sliding(
                twoDimensional(kernel.toArray()), twoDimensional(strides), ImmutableIntArray.copyOf(padding));
    }

    boolean isPadded() {
        return padding.stream().anyMatch(p -> p != 0);
    }

    /** Padding and strides as the constructors of ESP-DL 1.x take them. */
    ImmutableList<Argument> arguments() {
        return ImmutableList.of(
                Argument.of(isPadded() ? "PADDING_NOT_SET" : "PADDING_VALID"),
                Argument.of(isPadded() ? Dims.list(padding) : "{}"),
                Argument.of(strides.get(0)),
                Argument.of(strides.get(1)));
    }

    private static int[] pads(Node node, int axis, int rank, int total) {
        String autoPad = node.textAttribute("auto_pad", "NOTSET");
        return switch (autoPad) {
            case "NOTSET", "" -> {
                int[] pads = ints(node, "pads", 2 * rank, 0);
                yield new int[] {pads[axis], pads[axis + rank]};
            }
            case "VALID" -> new int[] {0, 0};
            case "SAME_UPPER" -> new int[] {total / 2, total - total / 2};
            case "SAME_LOWER" -> new int[] {total - total / 2, total / 2};
            default ->
                throw GraphException.because("auto_pad '" + autoPad + "' is unknown")
                        .node(node)
                        .fix("use NOTSET, VALID, SAME_UPPER or SAME_LOWER")
                        .buildUnsupported();
        };
    }

    private static int[] ints(Node node, String attribute, int length, int defaultValue) {
        long[] values = node.intsAttribute(attribute).orElseGet(() -> {
            long[] defaults = new long[length];
            Arrays.fill(defaults, defaultValue);
            return defaults;
        });
        if (values.length != length) {
            throw GraphException.because(
                            "attribute '" + attribute + "' has " + values.length + " numbers, expected " + length)
                    .node(node)
                    .fix("export the model again")
                    .buildUnsupported();
        }
        return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }

    private static ImmutableIntArray twoDimensional(int[] values) {
        return values.length == 1 ? ImmutableIntArray.of(1, values[0]) : ImmutableIntArray.copyOf(values);
    }
}
