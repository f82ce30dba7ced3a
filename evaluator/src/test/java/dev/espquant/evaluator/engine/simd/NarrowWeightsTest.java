package dev.espquant.evaluator.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NarrowWeightsTest {
    private static final int LANES = new VectorBodies().lanes();

    @Test
    void everyWeightLiesInItsPanel() {
        int depth = 5;
        for (int columns : new int[] {LANES, LANES + 3, 2 * LANES, 2 * LANES + 1, 4 * LANES + 2}) {
            byte[] matrix = new byte[depth * columns];
            new Random(5).nextBytes(matrix);
            NarrowWeights weights = new NarrowWeights(depth, columns, matrix);
            ColumnGroups groups = weights.groups();
            for (int group = 0; group < groups.vectors(); group += groups.size(group)) {
                for (int k = 0; k < depth; k++) {
                    for (int lane = 0; lane < groups.size(group) * LANES; lane++) {
                        int column = groups.column(group + lane / LANES) + lane % LANES;
                        assertThat(weights.panels()[weights.panel(group) + k * groups.size(group) * LANES + lane])
                                .isEqualTo(matrix[k * columns + column]);
                    }
                }
            }
        }
    }

    /** 256 weights of -128 and inputs of -128 give 2^22. */
    @Test
    void piecesEndBeforeAFloatWouldLoseABit() {
        assertThat(ends(256, -128)).containsExactly(256);
        assertThat(ends(257, -128)).containsExactly(256, 257);
        assertThat(ends(258, 127)).containsExactly(258);
        assertThat(ends(1000, 127)).containsExactly(258, 516, 774, 1000);
        assertThat(ends(5000, 0)).containsExactly(5000);
    }

    private static int[] ends(int depth, int weight) {
        byte[] matrix = new byte[depth * LANES];
        Arrays.fill(matrix, (byte) weight);
        return new NarrowWeights(depth, LANES, matrix).ends().toArray();
    }
}
