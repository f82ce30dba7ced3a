package dev.espquant.exporter.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import org.junit.jupiter.api.Test;

class ViewTest {
    private static final ImmutableIntArray CHW = ImmutableIntArray.of(2, 3, 4);

    @Test
    void channelsLastMovesTheFirstAxisInside() {
        View view = View.channelsLast(CHW);
        assertThat(view.memorySizes()).isEqualTo(ImmutableIntArray.of(3, 4, 2));
        assertThat(view.elementsInMemory()).startsWith(0, 12, 1, 13).hasSize(24);
        assertThat(View.rowMajor(CHW).elementsInMemory()).startsWith(0, 1, 2, 3);
    }

    @Test
    void aTranspositionIsAsShortAsPossible() {
        assertThat(View.transposition(View.channelsLast(CHW), View.rowMajor(CHW)))
                .contains(new View(ImmutableIntArray.of(12, 2), ImmutableIntArray.of(1, 0)));
        assertThat(View.transposition(View.rowMajor(CHW), View.rowMajor(ImmutableIntArray.of(24))))
                .hasValueSatisfying(t -> assertThat(t.order().length()).isLessThanOrEqualTo(1));
    }

    @Test
    void axesOfOneElementDoNotCount() {
        ImmutableIntArray gray = ImmutableIntArray.of(1, 3, 4);
        assertThat(View.channelsLast(gray).sameMemory(View.rowMajor(gray))).isTrue();
        ImmutableIntArray pixel = ImmutableIntArray.of(5, 1, 1);
        assertThat(View.channelsLast(pixel).sameMemory(View.rowMajor(ImmutableIntArray.of(5))))
                .isTrue();
        assertThat(View.channelsLast(CHW).sameMemory(View.rowMajor(CHW))).isFalse();
    }

    @Test
    void sizesThatShareNoFactorsHaveNoDirectTransposition() {
        View from = View.channelsLast(ImmutableIntArray.of(2, 3));
        assertThat(View.transposition(from, View.channelsLast(ImmutableIntArray.of(3, 2))))
                .isEmpty();
    }

    @Test
    void aTransposeMovesNothing() {
        View image = View.channelsLast(CHW);
        View transposed = image.transposed(CHW, ImmutableIntArray.of(1, 2, 0)).orElseThrow();
        assertThat(transposed.isRowMajor()).isTrue();
        assertThat(transposed.sizes()).isEqualTo(ImmutableIntArray.of(3, 4, 2));
    }

    @Test
    void aShuffleOfChannelGroupsIsFoundBehindReshapes() {
        View map = View.channelsLast(ImmutableIntArray.of(6, 5));
        View grouped = map.transposed(ImmutableIntArray.of(2, 3, 5), ImmutableIntArray.of(1, 0, 2))
                .orElseThrow();
        assertThat(grouped.sizes()).isEqualTo(ImmutableIntArray.of(3, 2, 5));
        assertThat(grouped.memorySizes()).isEqualTo(ImmutableIntArray.of(5, 2, 3));
    }
}
