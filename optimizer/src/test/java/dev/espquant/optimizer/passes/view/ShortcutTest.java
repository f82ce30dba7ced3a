package dev.espquant.optimizer.passes.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.optimizer.passes.SliceParts;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShortcutTest {
    private static final ImmutableLongArray SOURCE = sizes(2, 6, 4, 1);
    private static final View WHOLE = View.of(SOURCE);

    @Test
    void nothingIsLeftOfAWayBack() {
        assertThat(Shortcut.find(SOURCE, WHOLE, SOURCE)).contains(ImmutableList.of());
        assertThat(Shortcut.find(SOURCE, WHOLE, sizes(12, 4)))
                .contains(ImmutableList.of(new Movement.Reshape(sizes(12, 4))));
    }

    @Test
    void oneTransposeIsEnough() {
        View view = WHOLE.transposed(new long[] {0, 2, 1, 3});
        Movement transpose = new Movement.Transpose(sizes(0, 2, 1, 3), sizes(2, 4, 6, 1));
        assertThat(Shortcut.find(SOURCE, view, sizes(2, 4, 6, 1))).contains(ImmutableList.of(transpose));
        assertThat(Shortcut.find(SOURCE, view, sizes(8, 6)))
                .contains(ImmutableList.of(transpose, new Movement.Reshape(sizes(8, 6))));
    }

    /** The axis of one element goes along, wherever it is wanted. */
    @Test
    void anAxisOfOneElementCostsNothing() {
        View view = WHOLE.transposed(new long[] {0, 2, 1, 3});
        assertThat(Shortcut.find(SOURCE, view, sizes(2, 1, 4, 6)))
                .contains(ImmutableList.of(new Movement.Transpose(sizes(0, 3, 2, 1), sizes(2, 1, 4, 6))));
    }

    @Test
    void axesThatFallApartNeedAReshapeFirst() {
        View view = WHOLE.reshaped(sizes(2, 3, 2, 4)).orElseThrow().transposed(new long[] {0, 2, 1, 3});
        assertThat(Shortcut.find(SOURCE, view, sizes(2, 2, 3, 4)))
                .contains(ImmutableList.of(
                        new Movement.Reshape(sizes(2, 3, 2, 4)),
                        new Movement.Transpose(sizes(0, 2, 1, 3), sizes(2, 2, 3, 4))));
        assertThat(Shortcut.find(SOURCE, view, sizes(4, 12)).orElseThrow()).hasSize(3);
    }

    @Test
    void partsAreSlices() {
        View view = WHOLE.sliced(1, 1, 2, 3).sliced(2, 0, 1, 2);
        SliceParts parts = new SliceParts(sizes(1, 0), sizes(6, 2), sizes(1, 2), sizes(2, 1));
        Movement slice = new Movement.Slice(parts, sizes(2, 3, 2, 1));
        assertThat(Shortcut.find(SOURCE, view, sizes(2, 3, 2, 1))).contains(ImmutableList.of(slice));
        assertThat(Shortcut.find(SOURCE, view, sizes(6, 2)))
                .contains(ImmutableList.of(slice, new Movement.Reshape(sizes(6, 2))));
    }

    @Test
    void partsInAnotherOrderAreNoSingleNode() {
        View view = WHOLE.sliced(1, 0, 1, 2).transposed(new long[] {0, 2, 1, 3});
        assertThat(Shortcut.find(SOURCE, view, view.sizes())).isEqualTo(Optional.empty());
    }

    /** The number that stands for the size must not get into the constants of the model. */
    @Test
    void anAxisOfOpenSizeIsNotCut() {
        ImmutableLongArray open = sizes(2L * Integer.MAX_VALUE);
        View odd = View.of(open)
                .reshaped(sizes(Integer.MAX_VALUE, 2))
                .orElseThrow()
                .sliced(1, 1, 1, 1);
        assertThat(Shortcut.find(open, odd, sizes(Integer.MAX_VALUE))).isEqualTo(Optional.empty());
    }

    private static ImmutableLongArray sizes(long... sizes) {
        return ImmutableLongArray.copyOf(sizes);
    }
}
