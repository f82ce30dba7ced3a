package dev.espquant.optimizer.passes.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class SizesInNumbersTest {
    private final SizesInNumbers numbers = new SizesInNumbers();

    @Test
    void sizesThatAreKnownStandForThemselves() {
        assertThat(numbers.of(Shape.of(2, 3))).contains(ImmutableLongArray.of(2, 3));
        assertThat(numbers.of(Shape.of())).contains(ImmutableLongArray.of());
    }

    @Test
    void productsWithANameAreEqualOnlyIfTheyAreInEveryRun() {
        Shape open = Shape.of(List.of(Dimension.named("N"), Dimension.of(16)));
        Shape joined = Shape.of(List.of(Dimension.named("16*N")));
        long[] apart = numbers.of(open).orElseThrow().toArray();
        ImmutableLongArray together = numbers.of(joined).orElseThrow();
        assertThat(apart[0] * apart[1]).isEqualTo(together.get(0));
        assertThat(SizesInNumbers.isOpen(apart[0])).isTrue();
        assertThat(SizesInNumbers.isOpen(together.get(0))).isTrue();
        assertThat(SizesInNumbers.isOpen(apart[1])).isFalse();
        assertThat(numbers.shape(together)).isEqualTo(joined);
        assertThat(numbers.shape(ImmutableLongArray.copyOf(apart))).isEqualTo(open);
    }

    @Test
    void refusesWhatItCannotTell() {
        assertThat(numbers.of(Shape.of(List.of(Dimension.unknown())))).isEmpty();
        assertThat(numbers.of(Shape.of(2, 0))).isEmpty();
        assertThat(numbers.of(Shape.of(1L << 40, 1L << 40))).isEmpty();
        assertThat(numbers.of(Shape.of(Integer.MAX_VALUE))).isEmpty();
        assertThat(numbers.of(Shape.of(List.of(Dimension.named("N"))))).isPresent();
        assertThat(numbers.of(Shape.of(List.of(Dimension.named("M"))))).isEmpty();
        assertThat(numbers.of(Shape.of(List.of(Dimension.named("N*N"))))).isEmpty();
        assertThat(numbers.of(Shape.of(List.of(Dimension.named("2*3*N"))))).isEmpty();
    }
}
