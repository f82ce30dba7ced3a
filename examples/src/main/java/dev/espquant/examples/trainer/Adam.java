package dev.espquant.examples.trainer;

import java.util.ArrayList;
import java.util.List;

/** The Adam optimizer (Kingma and Ba, ICLR 2015), with the constants of the paper. */
final class Adam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final List<Moments> moments = new ArrayList<>();
    private double beta1Power = 1;
    private double beta2Power = 1;

    /** Optimizes those of {@code parameters} that are trainable. */
    Adam(List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            if (parameter.trainable()) {
                int length = parameter.values().length;
                moments.add(new Moments(parameter, new double[length], new double[length]));
            }
        }
    }

    /** Moves the parameters against their gradients, and clears those. */
    void step(double learningRate) {
        beta1Power *= BETA1;
        beta2Power *= BETA2;
        for (Moments one : moments) {
            one.step(learningRate, 1 - beta1Power, 1 - beta2Power);
            one.parameter.clearGradient();
        }
    }

    /** A parameter with the running mean of its gradient and of the gradient's square. */
    @SuppressWarnings("ArrayRecordComponent") // mutable state; never compared
    private record Moments(Parameter parameter, double[] first, double[] second) {
        void step(double learningRate, double correction1, double correction2) {
            for (int i = 0; i < first.length; i++) {
                double gradient = parameter.gradient()[i];
                first[i] = BETA1 * first[i] + (1 - BETA1) * gradient;
                second[i] = BETA2 * second[i] + (1 - BETA2) * gradient * gradient;
                double deviation = Math.sqrt(second[i] / correction2) + EPSILON;
                parameter.values()[i] -= learningRate * (first[i] / correction1) / deviation;
            }
        }
    }
}
