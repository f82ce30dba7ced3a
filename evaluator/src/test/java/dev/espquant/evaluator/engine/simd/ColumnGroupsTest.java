package dev.espquant.evaluator.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnGroupsTest {
    private static final int LANES = 8;

    @Test
    void groupsHoldThreeVectorsOrTwo() {
        assertThat(sizes(1)).containsExactly(1);
        assertThat(sizes(2)).containsExactly(2);
        assertThat(sizes(3)).containsExactly(3);
        assertThat(sizes(4)).containsExactly(2, 2);
        assertThat(sizes(5)).containsExactly(3, 2);
        assertThat(sizes(7)).containsExactly(3, 2, 2);
        assertThat(sizes(8)).containsExactly(3, 3, 2);
    }

    private static List<Integer> sizes(int vectors) {
        ColumnGroups groups = new ColumnGroups(vectors * LANES, LANES);
        List<Integer> sizes = new ArrayList<>();
        for (int vector = 0; vector < groups.vectors(); vector += groups.size(vector)) {
            sizes.add(groups.size(vector));
        }
        return sizes;
    }

    @Test
    void theLastVectorOverlapsTheOneBefore() {
        ColumnGroups groups = new ColumnGroups(19, LANES);
        assertThat(groups.vectors()).isEqualTo(3);
        assertThat(groups.column(0)).isZero();
        assertThat(groups.column(1)).isEqualTo(8);
        assertThat(groups.column(2)).isEqualTo(11);
    }
}
