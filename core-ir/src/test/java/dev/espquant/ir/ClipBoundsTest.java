package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClipBoundsTest {
    private static final Map<String, Tensor> CONSTANTS = Map.of(
            "low",
            Tensor.ofFloats(new long[0], 0f),
            "high",
            Tensor.ofFloats(new long[] {1}, 6f),
            "two",
            Tensor.ofFloats(new long[] {2}, 1f, 2f));

    @Test
    void inputsHoldThemSinceOpset11() {
        assertThat(bounds("x", "low", "high")).contains(new ClipBounds(0, 6));
        assertThat(bounds("x", "", "high")).contains(new ClipBounds(Double.NEGATIVE_INFINITY, 6));
        assertThat(bounds("x", "low")).contains(new ClipBounds(0, Double.POSITIVE_INFINITY));
    }

    @Test
    void attributesHoldThemBefore() {
        Node clip = Node.of("c", "Clip", List.of("x"), List.of("y"), Map.of("min", Attribute.of(-1f)));
        assertThat(ClipBounds.of(clip, name -> Optional.empty()))
                .contains(new ClipBounds(-1, Double.POSITIVE_INFINITY));
    }

    @Test
    void boundsThatARunComputesAreNotKnown() {
        assertThat(bounds("x", "computed", "high")).isEmpty();
        assertThat(bounds("x", "low", "two")).as("no number").isEmpty();
    }

    private static Optional<ClipBounds> bounds(String... inputs) {
        return ClipBounds.of(
                Node.of("c", "Clip", List.of(inputs), List.of("y")), name -> Optional.ofNullable(CONSTANTS.get(name)));
    }
}
