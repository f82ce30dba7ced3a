package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FloatTensorTest {
    @Test
    void knowsItsSizes() {
        FloatTensor tensor = FloatTensor.of(new long[] {2, 3}, 1, 2, 3, 4, 5, 6);

        assertThat(tensor.rank()).isEqualTo(2);
        assertThat(tensor.size(1)).isEqualTo(3);
        assertThat(tensor.sampleLength()).isEqualTo(3);
        assertThat(tensor).hasToString("float[2, 3]");
    }

    @Test
    void equalsByContent() {
        FloatTensor tensor = FloatTensor.of(new long[] {2}, 0, Float.NaN);

        assertThat(tensor)
                .isEqualTo(FloatTensor.of(new long[] {2}, 0, Float.NaN))
                .hasSameHashCodeAs(FloatTensor.of(new long[] {2}, 0, Float.NaN))
                .isNotEqualTo(FloatTensor.of(new long[] {2}, -0f, Float.NaN))
                .isNotEqualTo(FloatTensor.of(new long[] {2, 1}, 0, Float.NaN));
    }

    @Test
    void refusesAWrongNumberOfValues() {
        assertThatThrownBy(() -> FloatTensor.of(new long[] {2, 2}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2, 2]");
    }
}
