package dev.espquant.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.ir.GraphException;
import org.junit.jupiter.api.Test;

class PredictionsTest {
    @Test
    void takesTheFirstOfTheLargest() {
        assertThat(Predictions.top1(FloatTensor.of(new long[] {2, 3, 1}, 1, 3, 3, -1, -2, -3)))
                .containsExactly(1, 0);
        assertThat(Predictions.top1(2, 1, 3, 3, -1, -2, -3)).containsExactly(1, 0);
    }

    @Test
    void refusesScoresThatAreNoNumbers() {
        assertThatThrownBy(() -> Predictions.top1(FloatTensor.of(new long[] {2, 2}, 1, 2, 3, Float.NaN)))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("sample 1")
                .hasMessageContaining("[3.0, NaN]");
    }

    /** A recurrent layer has its steps first: the rows of one sample are one sample's scores. */
    @Test
    void samplesNeedNotBeTheFirstAxis() {
        FloatTensor scores = FloatTensor.of(new long[] {4, 2}, 0, 1, 5, 2, 3, 9, 1, 0);
        assertThat(Predictions.top1(2, scores)).containsExactly(2, 1);
    }
}
