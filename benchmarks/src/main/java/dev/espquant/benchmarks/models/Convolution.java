package dev.espquant.benchmarks.models;

/**
 * The form of a convolution without bias.
 *
 * @param outputs number of output channels
 * @param rows height of the kernel
 * @param columns width of the kernel
 * @param stride along both axes
 * @param pads rows above, columns left, rows below, columns right
 * @param depthwise one filter per channel; then there are as many outputs as inputs
 */
record Convolution(int outputs, int rows, int columns, int stride, Pads pads, boolean depthwise) {

    /** Zeros around an image. */
    record Pads(int above, int left, int below, int right) {
        static final Pads NONE = new Pads(0, 0, 0, 0);

        /** One on every side, as PyTorch's models have it. */
        static final Pads ONE = new Pads(1, 1, 1, 1);

        /** What TensorFlow's "same" gives a 3x3 kernel of stride 2 on even sizes. */
        static final Pads TRAILING = new Pads(0, 0, 1, 1);
    }

    static Convolution pointwise(int outputs) {
        return new Convolution(outputs, 1, 1, 1, Pads.NONE, false);
    }

    /** 3x3 with stride 1 or 2, padded. */
    static Convolution square(int outputs, int stride, Pads pads) {
        return new Convolution(outputs, 3, 3, stride, pads, false);
    }

    /** 3x3 over each of the channels alone. */
    static Convolution depthwise(int channels, int stride, Pads pads) {
        return new Convolution(channels, 3, 3, stride, pads, true);
    }

    Convolution withStride(int newStride) {
        return new Convolution(outputs, rows, columns, newStride, pads, depthwise);
    }
}
