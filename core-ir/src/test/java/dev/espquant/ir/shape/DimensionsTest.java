package dev.espquant.ir.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DimensionsTest {
    private static final Dimension N = Dimension.named("N");
    private static final Dimension M = Dimension.named("M");
    private static final Dimension OPEN = Dimension.unknown();

    private static Dimension of(long size) {
        return Dimension.of(size);
    }

    @Test
    void productsKeepSymbols() {
        assertThat(Dimensions.product(List.of(of(2), N, of(3), M))).isEqualTo(Dimension.named("6*M*N"));
        assertThat(Dimensions.product(List.of(of(2), OPEN))).isEqualTo(OPEN);
        assertThat(Dimensions.product(List.of(OPEN, of(0)))).isEqualTo(of(0));
        assertThat(Dimensions.product(List.of())).isEqualTo(of(1));
        assertThatThrownBy(() -> Dimensions.product(List.of(of(1L << 40), of(1L << 40))))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void quotientsAreExactOrUnknown() {
        assertThat(Dimensions.quotient(List.of(of(6), N), List.of(of(2)))).isEqualTo(Dimension.named("3*N"));
        assertThat(Dimensions.quotient(List.of(OPEN, N), List.of(N))).isEqualTo(OPEN);
        assertThat(Dimensions.quotient(List.of(N, of(7)), List.of(N))).isEqualTo(of(7));
        assertThat(Dimensions.quotient(List.of(of(7)), List.of(of(2)))).isEqualTo(OPEN);
        assertThat(Dimensions.quotient(List.of(of(7)), List.of(of(0)))).isEqualTo(OPEN);
    }

    @Test
    void sumsNeedNumbersOrOneSymbol() {
        assertThat(Dimensions.sum(of(2), of(3))).isEqualTo(of(5));
        assertThat(Dimensions.sum(N, N)).isEqualTo(Dimension.named("2*N"));
        assertThat(Dimensions.sum(N, of(1))).isEqualTo(OPEN);
        assertThatThrownBy(() -> Dimensions.sum(of(Long.MAX_VALUE), of(1))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void mergingPrefersWhatIsKnown() {
        assertThat(Dimensions.merge(of(3), N)).contains(of(3));
        assertThat(Dimensions.merge(N, of(3))).contains(of(3));
        assertThat(Dimensions.merge(N, OPEN)).contains(N);
        assertThat(Dimensions.merge(OPEN, N)).contains(N);
        assertThat(Dimensions.merge(N, M)).contains(N);
        assertThat(Dimensions.merge(of(3), of(4))).isEmpty();
        assertThat(Dimensions.merge(Shape.of(3), Shape.of(3, 1))).isEmpty();
    }

    @Test
    void broadcastingStretchesOnes() {
        assertThat(Dimensions.broadcast(of(1), N)).contains(N);
        assertThat(Dimensions.broadcast(N, N)).contains(N);
        assertThat(Dimensions.broadcast(N, of(4))).contains(of(4));
        assertThat(Dimensions.broadcast(N, M)).contains(OPEN);
        assertThat(Dimensions.broadcast(OPEN, of(1))).contains(OPEN);
        assertThat(Dimensions.broadcast(of(3), of(4))).isEmpty();
    }

    @Test
    void alternativesKeepWhatBothSay() {
        assertThat(Dimensions.either(Optional.of(Shape.of(2, 3)), Optional.of(Shape.of(2, 4))))
                .contains(Shape.of(List.of(of(2), OPEN)));
        assertThat(Dimensions.either(Optional.of(Shape.of(2)), Optional.of(Shape.of(2, 4))))
                .isEmpty();
        assertThat(Dimensions.either(Optional.empty(), Optional.of(Shape.of(2))))
                .isEmpty();
    }
}
