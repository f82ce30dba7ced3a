package dev.espquant.evaluator.engine;

/**
 * The window of a convolution or a pool.
 *
 * @param height rows
 * @param width columns
 * @param strideY step between windows
 * @param strideX likewise
 * @param dilationY distance of the window's rows
 * @param dilationX likewise
 * @param top rows of padding above the image
 * @param left columns of padding before it
 */
public record KernelWindow(
        int height, int width, int strideY, int strideX, int dilationY, int dilationX, int top, int left) {
    /** One element, every position, no padding. */
    public static final KernelWindow POINT = new KernelWindow(1, 1, 1, 1, 1, 1, 0, 0);

    /** The input row that a row of the window meets; outside of the image where that is padded. */
    public int inputRow(int outRow, int row) {
        return outRow * strideY - top + row * dilationY;
    }

    /** The input column that a column of the window meets. */
    public int inputColumn(int outColumn, int column) {
        return outColumn * strideX - left + column * dilationX;
    }
}
