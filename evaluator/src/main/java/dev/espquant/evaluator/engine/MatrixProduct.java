package dev.espquant.evaluator.engine;

/**
 * The product of rows of int8 by a constant int8 matrix {@code [depth, columns]}, summed without loss. The left operand holds {@code value + 128} as
 * an unsigned byte: what matrix units want. Immutable.
 */
public interface MatrixProduct {
    /** What is added to a value to make the unsigned byte of the left operand. */
    int OFFSET = 128;

    int depth();

    int columns();

    /**
     * {@code sums[r][c] = sum over k of (left[r][k] - 128) * weights[k][c]}.
     *
     * @param left {@code rows * depth} unsigned bytes
     * @param rows how many
     * @param sums receives {@code rows * columns} sums
     * @param scratch memory of the calling thread
     */
    void multiply(byte[] left, int rows, int[] sums, Scratch scratch);
}
