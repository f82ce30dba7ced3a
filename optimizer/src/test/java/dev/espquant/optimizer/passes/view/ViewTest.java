package dev.espquant.optimizer.passes.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableLongArray;
import org.junit.jupiter.api.Test;

class ViewTest {
    private static final View WHOLE = View.of(ImmutableLongArray.of(2, 3, 4));

    @Test
    void aWholeTensorIsOneRun() {
        assertThat(WHOLE.runs()).containsExactly(new View.Run(24, 1));
        assertThat(WHOLE.isWhole(24)).isTrue();
        assertThat(WHOLE.isWhole(25)).isFalse();
    }

    @Test
    void transposedAxesDoNotJoin() {
        View view = WHOLE.transposed(new long[] {2, 0, 1});
        assertThat(view.sizes()).isEqualTo(ImmutableLongArray.of(4, 2, 3));
        assertThat(view.runs()).containsExactly(new View.Run(4, 1), new View.Run(6, 4));
        assertThat(view.isWhole(24)).isFalse();
    }

    @Test
    void takesOtherSizesWhereEveryAxisHasOneDistance() {
        View view = WHOLE.transposed(new long[] {2, 0, 1});
        assertThat(view.reshaped(ImmutableLongArray.of(2, 2, 1, 6)))
                .contains(new View(ImmutableLongArray.of(2, 2, 1, 6), ImmutableLongArray.of(2, 1, 0, 4), 0));
        assertThat(view.reshaped(ImmutableLongArray.of(8, 3))).isEmpty();
        assertThat(view.reshaped(ImmutableLongArray.of(5, 5))).isEmpty();
        assertThat(view.reshaped(ImmutableLongArray.of(4, 6, 2))).isEmpty();
    }

    @Test
    void slicesMoveTheStartAndTheDistance() {
        View view = WHOLE.sliced(2, 1, 2, 2).sliced(0, 1, 1, 1);
        assertThat(view).isEqualTo(new View(ImmutableLongArray.of(1, 3, 2), ImmutableLongArray.of(12, 4, 2), 13));
        assertThat(view.runs()).containsExactly(new View.Run(6, 2));
        assertThat(view.count()).isEqualTo(6);
    }
}
