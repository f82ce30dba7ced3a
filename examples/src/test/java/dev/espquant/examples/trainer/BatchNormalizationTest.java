package dev.espquant.examples.trainer;

import static dev.espquant.examples.trainer.GradientCheck.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BatchNormalizationTest {
    private final BatchNormalization layer = new BatchNormalization("bn", 1);
    private final Activations batch = batch(1, 3, 5, 7);

    @Test
    void trainingNormalizesByTheBatch() {
        double[] out = layer.forward(batch, Mode.TRAINING).plane(0, 0);

        // Mean 4, variance 5.
        assertThat(out[0]).isCloseTo(-3 / Math.sqrt(5), within(1e-5));
        assertThat(out[3]).isCloseTo(3 / Math.sqrt(5), within(1e-5));
    }

    @Test
    void trainingMovesTheRunningStatistics() {
        layer.forward(batch, Mode.TRAINING);

        assertThat(layer.parameters().get(2).values()[0]).isCloseTo(0.1 * 4, within(1e-12));
        assertThat(layer.parameters().get(3).values()[0]).isCloseTo(0.9 + 0.1 * 5 * 4 / 3, within(1e-12));
    }

    @Test
    void inferenceNormalizesByTheRunningStatistics() {
        set(0, 3);
        set(1, 0.5);
        set(2, 1);
        set(3, 4 - BatchNormalization.EPSILON);

        assertThat(layer.forward(batch, Mode.INFERENCE).plane(0, 0))
                .containsExactly(new double[] {0.5, 3.5, 6.5, 9.5}, within(1e-12));
        assertThat(layer.parameters().get(2).values()).containsExactly(1);
    }

    @Test
    void gradientsAreRight() {
        BatchNormalization two = new BatchNormalization("bn", 2);
        two.parameters().get(0).values()[1] = 1.7;

        GradientCheck.check(two, random(Activations.zeros(3, 2, 2, 3), 5));
    }

    @Test
    void parametersStandInOnnxOrder() {
        assertThat(layer.parameters().stream().map(Parameter::name))
                .containsExactly("bn.weight", "bn.bias", "bn.running_mean", "bn.running_var");
        assertThat(layer.parameters().stream().map(Parameter::trainable)).containsExactly(true, true, false, false);
        assertThat(layer.opType()).isEqualTo("BatchNormalization");
        assertThat(layer.attributes()).containsOnlyKeys("epsilon", "momentum");
    }

    private void set(int parameter, double value) {
        layer.parameters().get(parameter).values()[0] = value;
    }

    private static Activations batch(double... values) {
        return new Activations(1, 1, 1, values.length, new double[][] {values});
    }
}
