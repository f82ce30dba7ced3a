package dev.espquant.evaluator.kernel;

import dev.espquant.evaluator.engine.KernelWindow;
import dev.espquant.ir.Node;
import java.util.Arrays;

/**
 * A window that slides over planes: what Conv, MaxPool and AveragePool have in common. One-dimensional operators become two-dimensional ones of
 * height 1.
 *
 * @param inHeight height of an input plane
 * @param outHeight height of an output plane
 * @param height rows of the window
 * @param strideY step between windows
 * @param dilationY distance of the window's rows
 * @param top rows of padding above
 */
record Window(
        int inHeight,
        int inWidth,
        int outHeight,
        int outWidth,
        int height,
        int width,
        int strideY,
        int strideX,
        int dilationY,
        int dilationX,
        int top,
        int left) {

    /** The window of a node with input and output N x C x spatial sizes, and a kernel of these spatial sizes. */
    static Window of(KernelContext context, int[] kernel) {
        Node node = context.node();
        int[] in = spatial(context.inputSizes(0));
        int[] out = spatial(context.outputSizes());
        int rank = in.length;
        if (kernel.length != rank || rank < 1 || rank > 2) {
            throw context.error(
                    "a kernel of " + kernel.length + " dimensions does not fit its input", "export the model again");
        }
        int[] strides = ints(context, "strides", rank, 1);
        int[] dilations = ints(context, "dilations", rank, 1);
        int[] begins = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            begins[axis] = begin(context, node, axis, in, out, kernel, strides, dilations);
        }
        int y = rank - 2;
        int x = rank - 1;
        return y < 0
                ? new Window(1, in[x], 1, out[x], 1, kernel[x], 1, strides[x], 1, dilations[x], 0, begins[x])
                : new Window(
                        in[y],
                        in[x],
                        out[y],
                        out[x],
                        kernel[y],
                        kernel[x],
                        strides[y],
                        strides[x],
                        dilations[y],
                        dilations[x],
                        begins[y],
                        begins[x]);
    }

    /** The same window in the engine's words. */
    KernelWindow engine() {
        return new KernelWindow(height, width, strideY, strideX, dilationY, dilationX, top, left);
    }

    /** The first input row of a window, above the plane where it is negative. */
    int firstRow(int outRow) {
        return outRow * strideY - top;
    }

    int firstColumn(int outColumn) {
        return outColumn * strideX - left;
    }

    /** Whether no window of a pool lies in the padding alone. Pools have no dilation. */
    boolean alwaysMeetsTheImage() {
        return top < height
                && left < width
                && firstRow(outHeight - 1) < inHeight
                && firstColumn(outWidth - 1) < inWidth;
    }

    int inArea() {
        return inHeight * inWidth;
    }

    int outArea() {
        return outHeight * outWidth;
    }

    private static int begin(
            KernelContext context,
            Node node,
            int axis,
            int[] in,
            int[] out,
            int[] kernel,
            int[] strides,
            int[] dilations) {
        int total = Math.max(0, (out[axis] - 1) * strides[axis] + (kernel[axis] - 1) * dilations[axis] + 1 - in[axis]);
        String autoPad = node.textAttribute("auto_pad", "NOTSET");
        return switch (autoPad) {
            case "NOTSET", "" -> ints(context, "pads", 2 * in.length, 0)[axis];
            case "VALID" -> 0;
            case "SAME_UPPER" -> total / 2;
            case "SAME_LOWER" -> total - total / 2;
            default ->
                throw context.error(
                        "auto_pad '" + autoPad + "' is unknown", "use NOTSET, VALID, SAME_UPPER or SAME_LOWER");
        };
    }

    private static int[] ints(KernelContext context, String attribute, int length, int defaultValue) {
        long[] values = context.node().intsAttribute(attribute).orElseGet(() -> {
            long[] defaults = new long[length];
            Arrays.fill(defaults, defaultValue);
            return defaults;
        });
        if (values.length != length) {
            throw context.error(
                    "attribute '" + attribute + "' has " + values.length + " numbers, expected " + length,
                    "export the model again");
        }
        return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }

    private static int[] spatial(int[] sizes) {
        return Arrays.copyOfRange(sizes, Math.min(2, sizes.length), sizes.length);
    }
}
