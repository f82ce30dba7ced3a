package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {
    @Test
    void subtractsAndDividesInFloat() {
        float[] values = {0, 7, 255, 9};

        new Preprocessing(0.5f, 255).apply(values, 1, 2);

        assertThat(values).containsExactly(0, (7 - 0.5f) / 255f, (255 - 0.5f) / 255f, 9);
    }

    @Test
    void noneLeavesEveryBit() {
        float[] values = {-0f, Float.NaN};

        Preprocessing.NONE.apply(values, 0, 2);

        assertThat(values).containsExactly(-0f, Float.NaN);
        assertThat(Preprocessing.NONE.isNone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(floats = {0, Float.NaN, Float.POSITIVE_INFINITY})
    void refusesSenselessNumbers(float std) {
        assertThatThrownBy(() -> new Preprocessing(0, std))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("std " + std);
    }
}
