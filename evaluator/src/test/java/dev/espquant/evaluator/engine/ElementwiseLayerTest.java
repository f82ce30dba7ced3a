package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.quant.RoundingMode;
import org.junit.jupiter.api.Test;

class ElementwiseLayerTest {
    private static final ElementwiseLayer SUM =
            new ElementwiseLayer(ElementwiseLayer.Operation.ADD, 0, -1, -2, RoundingMode.FLOOR, -128, 127);

    @Test
    void operandsAreScaledThenJoinedThenScaledAgain() {
        assertThat(SUM.apply(5, 5)).as("(5 + 2) >> 2").isEqualTo(1);
        assertThat(SUM.apply(-5, -5)).as("(-5 - 3) >> 2").isEqualTo(-2);
    }

    @Test
    void resultsAreCutToTheRange() {
        ElementwiseLayer product =
                new ElementwiseLayer(ElementwiseLayer.Operation.MUL, 0, 0, 0, RoundingMode.FLOOR, -128, 127);

        assertThat(product.apply(-128, -128)).isEqualTo(127);
        assertThat(product.apply(-128, 127)).isEqualTo(-128);
        assertThat(product.clamped(0, 6).apply(-128, 127)).isZero();
        assertThat(product.clamped(0, 6).apply(3, 5)).isEqualTo(6);
    }

    @Test
    void operationsGoByOnnxNames() {
        assertThat(ElementwiseLayer.Operation.of("Sub").apply(3, 5)).isEqualTo(-2);
        assertThat(ElementwiseLayer.Operation.of("Max").apply(3, 5)).isEqualTo(5);
        assertThat(ElementwiseLayer.Operation.of("Min").apply(3, 5)).isEqualTo(3);
        assertThatThrownBy(() -> ElementwiseLayer.Operation.of("Div")).isInstanceOf(IllegalArgumentException.class);
    }
}
