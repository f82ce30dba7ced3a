package dev.espquant.evaluator.engine;

/**
 * Sizes of a convolution of one image. One-dimensional ones have a height of 1; a fully connected layer is a 1x1 kernel whose rows are the "columns"
 * of an image of height 1.
 *
 * @param inHeight rows of the input
 * @param inWidth columns of the input
 * @param inChannels channels of the input
 * @param outHeight rows of the output
 * @param outWidth columns of the output
 * @param outChannels channels of the output
 * @param groups groups of channels that do not see each other; as many as channels: depthwise
 * @param window kernel, steps, dilations and the padding before; padding behind follows from the output's size. Padding contributes nothing
 */
public record ConvGeometry(
        int inHeight,
        int inWidth,
        int inChannels,
        int outHeight,
        int outWidth,
        int outChannels,
        int groups,
        KernelWindow window) {
    public ConvGeometry {
        if (groups < 1 || inChannels % groups != 0 || outChannels % groups != 0) {
            throw new IllegalArgumentException(
                    groups + " groups do not divide " + inChannels + " and " + outChannels + " channels");
        }
    }

    /** A product of rows by a constant matrix: {@code [rows, depth] x [depth, columns]} for each image. */
    public static ConvGeometry product(int rows, int depth, int columns) {
        return new ConvGeometry(1, rows, depth, 1, rows, columns, 1, KernelWindow.POINT);
    }

    public int inPerGroup() {
        return inChannels / groups;
    }

    public int outPerGroup() {
        return outChannels / groups;
    }

    /** Products in one sum: {@code height * width * inPerGroup}. */
    public int depth() {
        return window.height() * window.width() * inPerGroup();
    }

    /** Output positions of one image. */
    public int positions() {
        return outHeight * outWidth;
    }

    public int inElements() {
        return inHeight * inWidth * inChannels;
    }

    public int outElements() {
        return positions() * outChannels;
    }

    public boolean isDepthwise() {
        return groups > 1 && groups == inChannels && groups == outChannels;
    }

    /** Whether the input itself is the left operand of the product: a 1x1 kernel that meets every position. */
    public boolean isPointwise() {
        return groups == 1 && window.equals(KernelWindow.POINT) && inHeight == outHeight && inWidth == outWidth;
    }
}
