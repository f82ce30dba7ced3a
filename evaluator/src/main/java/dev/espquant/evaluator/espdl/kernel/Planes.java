package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.EspdlContext;
import java.util.Arrays;

/**
 * A window that slides over planes of N x H x W x C, or over rows of N x W x C, which count as planes of height 1.
 *
 * @param batches images
 * @param height height of an input plane
 * @param rows rows of the window
 * @param strideY step between windows
 * @param dilationY distance of the window's rows
 * @param top rows of padding above
 */
record Planes(
        int batches,
        int height,
        int width,
        int channels,
        int outHeight,
        int outWidth,
        int rows,
        int columns,
        int strideY,
        int strideX,
        int dilationY,
        int dilationX,
        int top,
        int left) {

    /** The window of a node with kernel sizes, strides, dilations and pads (in ONNX's order) for each spatial axis. */
    static Planes of(EspdlContext context, int[] kernel, int[] strides, int[] dilations, int[] pads) {
        int[] in = context.input(0).toSizes();
        int spatial = in.length - 2;
        context.require(
                (spatial == 1 || spatial == 2) && kernel.length == spatial,
                "an input of rank " + in.length + " and a window of " + kernel.length + " axes do not fit",
                "give it N x H x W x C or N x W x C");
        int[] out = new int[spatial];
        for (int i = 0; i < spatial; i++) {
            context.require(
                    kernel[i] > 0 && strides[i] > 0 && dilations[i] > 0 && pads[i] >= 0 && pads[i + spatial] >= 0,
                    "its kernel, strides, dilations or pads are not positive",
                    "export the model again");
            long room = (long) in[i + 1] + pads[i] + pads[i + spatial] - (kernel[i] - 1L) * dilations[i] - 1;
            context.require(room >= 0, "its window is larger than its padded input", "export the model again");
            out[i] = Math.toIntExact(room / strides[i] + 1);
        }
        boolean flat = spatial == 1;
        return new Planes(
                in[0],
                flat ? 1 : in[1],
                in[spatial],
                in[spatial + 1],
                flat ? 1 : out[0],
                out[spatial - 1],
                flat ? 1 : kernel[0],
                kernel[spatial - 1],
                flat ? 1 : strides[0],
                strides[spatial - 1],
                flat ? 1 : dilations[0],
                dilations[spatial - 1],
                flat ? 0 : pads[0],
                flat ? pads[0] : pads[1]);
    }

    /** Sizes of the output with a number of channels, of the input's rank. */
    int[] outSizes(int rank, int outChannels) {
        return rank == 3
                ? new int[] {batches, outWidth, outChannels}
                : new int[] {batches, outHeight, outWidth, outChannels};
    }

    /** Whether every window meets the image, wherever it stands. */
    boolean isEveryWindowInside() {
        return meets(top, rows, dilationY, strideY, outHeight, height)
                && meets(left, columns, dilationX, strideX, outWidth, width);
    }

    /** Without dilation a window that starts inside, or before the image and reaches into it, meets it. */
    private static boolean meets(int before, int size, int dilation, int stride, int outputs, int inputs) {
        return dilation == 1 && before < size && (outputs - 1) * stride - before < inputs;
    }

    int positions() {
        return batches * outHeight * outWidth;
    }

    int taps() {
        return rows * columns;
    }

    /**
     * The pixels under the window at a position.
     *
     * @param position counted over batches, rows and columns
     * @param pixels receives the first element of each tap's pixel, row by row; -1 for padding
     */
    void pixels(int position, int[] pixels) {
        int x = position % outWidth * strideX - left;
        int y = position / outWidth % outHeight * strideY - top;
        int plane = position / (outWidth * outHeight) * height;
        Arrays.fill(pixels, -1);
        for (int row = 0; row < rows; row++) {
            int fromY = y + row * dilationY;
            for (int column = 0; fromY >= 0 && fromY < height && column < columns; column++) {
                int fromX = x + column * dilationX;
                if (fromX >= 0 && fromX < width) {
                    pixels[row * columns + column] = ((plane + fromY) * width + fromX) * channels;
                }
            }
        }
    }
}
