package dev.espquant.exporter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.Node;
import dev.espquant.ir.UnsupportedModelException;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlidingTest {
    private static final ImmutableIntArray THREE = ImmutableIntArray.of(3, 3);

    private static Sliding of(Object... attributes) {
        Node node = Node.of("c", "Conv", List.of("x", "w"), List.of("y"), Graphs.attributes(attributes));
        return Sliding.of(node, ImmutableIntArray.of(8, 8), ImmutableIntArray.of(4, 4), THREE);
    }

    @Test
    void padsAreTopBottomLeftRight() {
        Sliding sliding = of("pads", new long[] {1, 2, 3, 4}, "strides", new long[] {2, 1});
        assertThat(sliding.padding()).isEqualTo(ImmutableIntArray.of(1, 3, 2, 4));
        assertThat(sliding.strides()).isEqualTo(ImmutableIntArray.of(2, 1));
        assertThat(sliding.isPadded()).isTrue();
    }

    @Test
    void autoPadBecomesNumbers() {
        long[] strides = {2, 2};
        assertThat(of("auto_pad", "SAME_UPPER", "strides", strides).padding())
                .isEqualTo(ImmutableIntArray.of(0, 1, 0, 1));
        assertThat(of("auto_pad", "SAME_LOWER", "strides", strides).padding())
                .isEqualTo(ImmutableIntArray.of(1, 0, 1, 0));
        assertThat(of("auto_pad", "VALID").isPadded()).isFalse();
        assertThatThrownBy(() -> of("auto_pad", "ODD")).isInstanceOf(UnsupportedModelException.class);
    }

    @Test
    void oneDimensionHasHeightOne() {
        Node node = Node.of("c", "Conv", List.of("x", "w"), List.of("y"), Graphs.attributes("pads", new long[] {1, 2}));
        Sliding sliding = Sliding.of(node, ImmutableIntArray.of(8), ImmutableIntArray.of(9), ImmutableIntArray.of(3));
        assertThat(sliding.window()).isEqualTo(ImmutableIntArray.of(1, 3));
        assertThat(sliding.padding()).isEqualTo(ImmutableIntArray.of(0, 0, 1, 2));
    }
}
