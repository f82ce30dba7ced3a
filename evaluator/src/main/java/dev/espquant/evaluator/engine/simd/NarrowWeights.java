package dev.espquant.evaluator.engine.simd;

import com.google.common.primitives.ImmutableIntArray;
import jdk.incubator.vector.FloatVector;

/**
 * A matrix of int8 as panels of floats, one for each of the {@link ColumnGroups}: row by row, the group's vectors.
 *
 * <p>Floats hold integers below 2^24 exactly, and sums start at 1.5 * 2^23 so that their lower bits are integers: a sum must not go beyond 2^22. Long
 * sums are cut into {@linkplain #ends pieces} of which that is sure, whatever the left operand is.
 */
final class NarrowWeights {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

    /** 2^22 by the largest input, 2^7. */
    private static final int LARGEST_PIECE = 1 << 15;

    private final int depth;
    private final ColumnGroups groups;
    private final float[] panels;
    private final ImmutableIntArray ends;

    /** The panels of a matrix in rows of at least one vector of columns. */
    NarrowWeights(int depth, int columns, byte[] matrix) {
        this.depth = depth;
        this.groups = new ColumnGroups(columns, LANES);
        this.panels = new float[groups.vectors() * LANES * depth];
        for (int group = 0; group < groups.vectors(); group += groups.size(group)) {
            for (int vector = group; vector < group + groups.size(group); vector++) {
                int first = panel(group) + (vector - group) * LANES;
                fill(matrix, columns, groups.column(vector), first, groups.size(group) * LANES);
            }
        }
        this.ends = pieces(depth, columns, matrix);
    }

    private void fill(byte[] matrix, int columns, int column, int first, int step) {
        for (int k = 0; k < depth; k++) {
            for (int lane = 0; lane < LANES; lane++) {
                panels[first + k * step + lane] = matrix[k * columns + column + lane];
            }
        }
    }

    private static ImmutableIntArray pieces(int depth, int columns, byte[] matrix) {
        ImmutableIntArray.Builder ends = ImmutableIntArray.builder();
        int[] sums = new int[columns];
        for (int k = 0; k < depth; k++) {
            boolean fits = true;
            for (int column = 0; column < columns; column++) {
                fits &= sums[column] + Math.abs(matrix[k * columns + column]) <= LARGEST_PIECE;
            }
            for (int column = 0; column < columns; column++) {
                sums[column] = (fits ? sums[column] : 0) + Math.abs(matrix[k * columns + column]);
            }
            if (!fits) {
                ends.add(k);
            }
        }
        return ends.add(depth).build();
    }

    /** Where each piece of the products of a sum ends. */
    ImmutableIntArray ends() {
        return ends;
    }

    /** Which vectors of columns share a panel. */
    ColumnGroups groups() {
        return groups;
    }

    /** Where the panel of the group that begins at a vector begins. */
    int panel(int vector) {
        return vector * LANES * depth;
    }

    float[] panels() {
        return panels;
    }
}
