package dev.espquant.evaluator.espdl.rules;

/**
 * How a window walks over an image of two axes.
 */
final class PlainWindow {
    private final int[] kernel;
    private final int[] strides;
    private final int[] dilations;
    private final int[] pads;

    /**
     * @param kernel height and width
     * @param strides of both axes
     * @param dilations of both axes
     * @param pads above, left, below, right
     */
    PlainWindow(int[] kernel, int[] strides, int[] dilations, int[] pads) {
        this.kernel = kernel;
        this.strides = strides;
        this.dilations = dilations;
        this.pads = pads;
    }

    int[] kernel() {
        return kernel;
    }

    int[] strides() {
        return strides;
    }

    int[] dilations() {
        return dilations;
    }

    int[] pads() {
        return pads;
    }

    int size(int in, int axis) {
        int reach = (kernel[axis] - 1) * dilations[axis] + 1;
        return (in + pads[axis] + pads[axis + 2] - reach) / strides[axis] + 1;
    }

    /** The row or column of a tap; outside of the image where padding is. */
    int at(int out, int tap, int axis) {
        return out * strides[axis] + tap * dilations[axis] - pads[axis];
    }

    int taps() {
        return kernel[0] * kernel[1];
    }
}
