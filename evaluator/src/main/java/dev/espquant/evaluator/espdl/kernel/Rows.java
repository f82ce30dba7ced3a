package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.EspdlArray;
import java.util.Arrays;

/**
 * The rows of an array along one axis.
 *
 * @param outer rows before one another: the product of sizes in front of the axis
 * @param length elements of a row
 * @param inner rows side by side, and the distance of a row's neighbours
 */
record Rows(int outer, int length, int inner) {

    static Rows along(int[] sizes, int axis) {
        return new Rows(
                EspdlArray.count(Arrays.copyOf(sizes, axis)),
                sizes[axis],
                EspdlArray.count(Arrays.copyOfRange(sizes, axis + 1, sizes.length)));
    }

    /** Rows of all elements from an axis on. */
    static Rows from(int[] sizes, int axis) {
        return new Rows(
                EspdlArray.count(Arrays.copyOf(sizes, axis)),
                EspdlArray.count(Arrays.copyOfRange(sizes, axis, sizes.length)),
                1);
    }

    /** What is done with a row: its first element and the distance between neighbours. */
    @FunctionalInterface
    interface Row {
        void visit(int first, int step);
    }

    void each(Row row) {
        for (int block = 0; block < outer; block++) {
            for (int side = 0; side < inner; side++) {
                row.visit(block * length * inner + side, inner);
            }
        }
    }
}
