package dev.espquant.evaluator.engine.simd;

/**
 * Columns of a matrix, vector by vector, in groups of three, two or one that a tile of sums holds. Where columns do not fill the last vector, it
 * overlaps the one before.
 */
final class ColumnGroups {
    private static final int LARGEST = 3;

    private final int columns;
    private final int lanes;
    private final int vectors;

    /** The groups of at least one vector of columns. */
    ColumnGroups(int columns, int lanes) {
        this.columns = columns;
        this.lanes = lanes;
        this.vectors = vectors(columns, lanes);
    }

    /** How many vectors of so many lanes hold all columns. */
    static int vectors(int columns, int lanes) {
        return (columns + lanes - 1) / lanes;
    }

    int vectors() {
        return vectors;
    }

    /** Vectors of the group that begins at a vector. None is left alone, unless there is only one. */
    int size(int vector) {
        int left = vectors - vector;
        return left == LARGEST + 1 ? 2 : Math.min(left, LARGEST);
    }

    /** The first column of a vector. */
    int column(int vector) {
        return Math.min(vector * lanes, columns - lanes);
    }
}
