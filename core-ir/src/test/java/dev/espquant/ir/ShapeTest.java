package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeTest {
    private static final Shape BATCHED = Shape.of(List.of(Dimension.named("N"), Dimension.of(3), Dimension.unknown()));

    @Test
    void axesCountFromBothEnds() {
        assertThat(BATCHED.rank()).isEqualTo(3);
        assertThat(BATCHED.dimension(0)).isEqualTo(Dimension.named("N"));
        assertThat(BATCHED.dimension(-2)).isEqualTo(Dimension.of(3));
        assertThat(BATCHED.dimension(-1)).isEqualTo(Dimension.unknown());
    }

    @Test
    void onlyStaticShapesHaveSizes() {
        assertThat(BATCHED.isStatic()).isFalse();
        assertThatThrownBy(BATCHED::sizes)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("N");
        assertThat(Shape.of(2, 3, 4).isStatic()).isTrue();
        assertThat(Shape.of(2, 3, 4).sizes()).containsExactly(2, 3, 4);
    }

    @Test
    void countsElements() {
        assertThat(Shape.of().elementCount()).isEqualTo(1);
        assertThat(Shape.of(2, 3, 4).elementCount()).isEqualTo(24);
        assertThat(Shape.elementCount(5, 0, 7)).isZero();
    }

    @Test
    void anEmptyAxisWinsOverSizesThatWouldOverflow() {
        assertThat(Shape.elementCount(Long.MAX_VALUE, Long.MAX_VALUE, 0)).isZero();
    }

    @Test
    void sizesThatOverflowOrAreNegativeAreRefused() {
        assertThatThrownBy(() -> Shape.elementCount(1L << 40, 1L << 40)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Shape.elementCount(2, -1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Shape.elementCount(0, -1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Shape.of(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Dimension.named("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void replacesOneAxis() {
        assertThat(BATCHED.with(0, Dimension.of(1))).hasToString("[1,3,?]");
        assertThat(BATCHED.with(-1, Dimension.of(9))).hasToString("[N,3,9]");
        assertThat(BATCHED).hasToString("[N,3,?]");
    }
}
