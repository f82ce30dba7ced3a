package dev.espquant.evaluator.engine;

import java.util.Arrays;

/** The specification of {@link MatrixProduct}, in an order of loops that compilers turn into vector instructions. */
public final class ScalarProduct implements MatrixProduct {
    private final int depth;
    private final int columns;
    private final int[] weights;

    /** A product by a matrix in rows of {@code columns}. */
    public ScalarProduct(int depth, int columns, byte[] weights) {
        this.depth = depth;
        this.columns = columns;
        this.weights = new int[depth * columns];
        for (int i = 0; i < this.weights.length; i++) {
            this.weights[i] = weights[i];
        }
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void multiply(byte[] left, int rows, int[] sums, Scratch scratch) {
        Arrays.fill(sums, 0, rows * columns, 0);
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < depth; k++) {
                int value = (left[row * depth + k] & 0xff) - OFFSET;
                if (value != 0) {
                    addRow(value, k * columns, sums, row * columns);
                }
            }
        }
    }

    private void addRow(int value, int weight, int[] sums, int at) {
        for (int column = 0; column < columns; column++) {
            sums[at + column] += value * weights[weight + column];
        }
    }
}
