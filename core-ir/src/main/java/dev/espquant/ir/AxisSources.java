package dev.espquant.ir;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where the elements of an operator's output come from, axis by axis: output element {@code [i, j, ...]} is input element
 * {@code [axes[0][i], axes[1][j], ...]}, or a fill where one of them is {@link #FILL}. Slice, Resize to the nearest neighbour, Expand and Pad are
 * all of this kind.
 *
 * @param axes one list for each axis of the output, as long as that axis
 */
public record AxisSources(ImmutableList<ImmutableIntArray> axes) {
    /** Source of an output element that no input element fills. */
    public static final int FILL = -1;

    static AxisSources of(int[][] axes) {
        return new AxisSources(
                Arrays.stream(axes).map(ImmutableIntArray::copyOf).collect(ImmutableList.toImmutableList()));
    }

    /**
     * The sources of a Slice, Resize or Pad.
     *
     * @param model a model with known shapes, which says what the operator set defines
     * @param in sizes of the node's input 0
     * @param out sizes of its output; as many
     * @throws GraphException if the node's arguments are missing, not constant or unknown
     */
    public static AxisSources of(Model model, Node node, int[] in, int[] out) {
        return switch (node.opType()) {
            case "Slice" -> slice(model.graph(), node, in, out);
            case "Resize" -> ResizeSources.of(model, node, in, out);
            case "Pad" -> PadSources.of(model.graph(), node, in, out);
            default -> throw new IllegalArgumentException(node + " does not move data axis by axis");
        };
    }

    /** The sources of a broadcast: axes of size 1 repeat, the others stay. Sizes have the same length. */
    public static AxisSources broadcast(int[] in, int[] out) {
        int[][] axes = new int[out.length][];
        for (int axis = 0; axis < out.length; axis++) {
            axes[axis] = in[axis] == 1 && out[axis] != 1
                    ? new int[out[axis]]
                    : IntStream.range(0, out[axis]).toArray();
        }
        return of(axes);
    }

    private static AxisSources slice(Graph graph, Node node, int[] in, int[] out) {
        return slice(SliceArguments.of(graph, node), in, out);
    }

    /** The sources of a slice of an array. */
    public static AxisSources slice(SliceArguments slice, int[] in, int[] out) {
        int[][] axes = new int[in.length][];
        for (int axis = 0; axis < in.length; axis++) {
            axes[axis] = IntStream.range(0, in[axis]).toArray();
        }
        for (int i = 0; i < slice.axes().length(); i++) {
            long given = slice.axes().get(i);
            int axis = Math.toIntExact(given < 0 ? given + in.length : given);
            int first = first(slice.starts().get(i), slice.steps().get(i), in[axis]);
            int step = Math.toIntExact(slice.steps().get(i));
            axes[axis] =
                    IntStream.range(0, out[axis]).map(k -> first + k * step).toArray();
        }
        return of(axes);
    }

    /** A start as an index: negative ones count from the end, those outside are drawn to the nearest element. */
    private static int first(long start, long step, int size) {
        long index = start < 0 ? start + size : start;
        return (int) Math.max(0, Math.min(step > 0 ? size : size - 1L, index));
    }
}
