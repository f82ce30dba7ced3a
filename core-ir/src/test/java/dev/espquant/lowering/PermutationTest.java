package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableLongArray;
import org.junit.jupiter.api.Test;

class PermutationTest {
    private static final ImmutableLongArray SIZES = ImmutableLongArray.of(1, 3, 5, 7);

    @Test
    void channelsLastBringsTheSecondAxisToTheEnd() {
        assertThat(Permutation.channelsLast(4)).isEqualTo(Permutation.of(0, 2, 3, 1));
        assertThat(Permutation.channelsLast(3)).isEqualTo(Permutation.of(0, 2, 1));
        assertThat(Permutation.channelsLast(4).apply(SIZES)).isEqualTo(ImmutableLongArray.of(1, 5, 7, 3));
        assertThat(Permutation.channelsLast(4).isChannelsLast()).isTrue();
        assertThat(Permutation.identity(2).isChannelsLast()).isFalse();
    }

    @Test
    void restoringUndoesApplying() {
        Permutation order = Permutation.of(2, 0, 3, 1);
        assertThat(order.restore(order.apply(SIZES))).isEqualTo(SIZES);
        assertThat(order.compose(order.inverse()).isIdentity()).isTrue();
    }

    @Test
    void aTransposeLeadsFromOneOrderToAnother() {
        Permutation from = Permutation.of(2, 0, 3, 1);
        Permutation to = Permutation.channelsLast(4);
        assertThat(from.to(to).apply(from.apply(SIZES))).isEqualTo(to.apply(SIZES));
    }

    @Test
    void axesOfOneElementMayChangePlacesWithoutMovingAny() {
        ImmutableLongArray pooled = ImmutableLongArray.of(1, 64, 1, 1);
        assertThat(Permutation.channelsLast(4).movesData(Permutation.identity(4), pooled))
                .isFalse();
        assertThat(Permutation.channelsLast(4).movesData(Permutation.identity(4), SIZES))
                .isTrue();
    }
}
