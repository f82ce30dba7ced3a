package dev.espquant.examples.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.cli.demo.SplitMix64;
import java.util.function.Supplier;

/** Compares the gradients that a layer computes with the differences that small changes of its input and parameters make. */
final class GradientCheck {
    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-7;

    private GradientCheck() {}

    /** Checks all gradients for a loss that weighs the layer's outputs at random. */
    static void check(Layer layer, Activations input) {
        Activations weights = random(layer.forward(input, Mode.TRAINING), 99);
        Supplier<Double> loss = () -> weighted(layer.forward(input, Mode.TRAINING), weights);
        layer.parameters().forEach(Parameter::clearGradient);
        Activations inputGradient = layer.backward(weights);
        for (int p = 0; p < input.planes().length; p++) {
            check("input plane " + p, input.planes()[p], inputGradient.planes()[p], loss);
        }
        for (Parameter parameter : layer.parameters()) {
            if (parameter.trainable()) {
                check(parameter.name(), parameter.values(), parameter.gradient(), loss);
            }
        }
    }

    /** Random values in [-1, 1) in the shape of {@code like}. */
    static Activations random(Activations like, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        Activations result = like.zerosLike();
        for (double[] plane : result.planes()) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = random.between(-1, 1);
            }
        }
        return result;
    }

    private static void check(String what, double[] values, double[] gradient, Supplier<Double> loss) {
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            values[i] = value + STEP;
            double above = loss.get();
            values[i] = value - STEP;
            double below = loss.get();
            values[i] = value;
            double numeric = (above - below) / (2 * STEP);
            assertThat(Math.abs(gradient[i] - numeric))
                    .as("%s[%d]: %s, numerically %s", what, i, gradient[i], numeric)
                    .isLessThan(TOLERANCE * (1 + Math.abs(numeric)));
        }
    }

    private static double weighted(Activations output, Activations weights) {
        double sum = 0;
        for (int p = 0; p < output.planes().length; p++) {
            sum += Vectors.dot(output.planes()[p], weights.planes()[p]);
        }
        return sum;
    }
}
