package dev.espquant.ir.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElementsTest {
    private static Elements longs(long[] sizes, long... values) {
        return Elements.of(Tensor.ofLongs(sizes, values)).orElseThrow();
    }

    @Test
    void onlySmallNumericTensorsAreFollowed() {
        assertThat(Elements.of(Tensor.ofFloats(new long[] {2}, 1f, 2f))
                        .orElseThrow()
                        .reals())
                .isPresent();
        assertThat(Elements.of(Tensor.vector(new long[Elements.LIMIT]))).isPresent();
        assertThat(Elements.of(Tensor.vector(new long[Elements.LIMIT + 1]))).isEmpty();
        assertThat(Elements.of(Tensor.ofStrings(new long[] {0}, List.of()))).isEmpty();
    }

    @Test
    void broadcastRepeats() {
        assertThat(longs(new long[] {2, 1}, 1, 2)
                        .broadcast(Shape.of(2, 2, 3))
                        .integers()
                        .orElseThrow())
                .containsExactly(1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2);
        assertThat(longs(new long[] {0, 1}).broadcast(Shape.of(0, 3)).count()).isZero();
    }

    @Test
    void selectTakesSlices() {
        Elements matrix = longs(new long[] {2, 3}, 1, 2, 3, 4, 5, 6);
        assertThat(matrix.select(1, new long[] {2, 0, 2}).integers().orElseThrow())
                .containsExactly(3, 1, 3, 6, 4, 6);
        assertThat(matrix.select(0, new long[] {1}).shape()).isEqualTo(Shape.of(1, 3));
        assertThat(matrix.select(1, new long[0]).count()).isZero();
    }

    @Test
    void transposedReordersAxes() {
        Elements cube = longs(new long[] {1, 2, 3}, 1, 2, 3, 4, 5, 6).transposed(new int[] {2, 0, 1});
        assertThat(cube.shape()).isEqualTo(Shape.of(3, 1, 2));
        assertThat(cube.integers().orElseThrow()).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void knownMeansAtLeastOne() {
        assertThat(Elements.filled(DataType.INT64, Shape.of(3), Element.unknown())
                        .anyKnown())
                .isFalse();
        assertThat(Elements.filled(DataType.INT64, Shape.of(0), Element.unknown())
                        .anyKnown())
                .isTrue();
        assertThat(longs(new long[] {1}, 4).anyKnown()).isTrue();
    }
}
