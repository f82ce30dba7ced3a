package dev.espquant.examples.trainer;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * ONNX {@code BatchNormalization} over the channels of [N, C, H, W]: y = weight * (x - mean) / sqrt(variance + epsilon) + bias,
 * with the batch's mean and variance in training and the running ones in inference (Ioffe and Szegedy, ICML 2015).
 */
final class BatchNormalization implements Layer {
    static final double EPSILON = 1e-5;
    /** How much of a running statistic is kept per step (ONNX counts it this way round, PyTorch calls it 0.1). */
    static final double MOMENTUM = 0.9;

    private final String name;
    private final Parameter weight;
    private final Parameter bias;
    private final Parameter runningMean;
    private final Parameter runningVariance;
    private Activations normalized = Activations.zeros(0, 0, 0, 0);
    private double[] inverseDeviation = {};

    BatchNormalization(String name, int channels) {
        this.name = name;
        this.weight = Parameter.trained(name + ".weight", 1, channels);
        this.bias = Parameter.trained(name + ".bias", 0, channels);
        this.runningMean = Parameter.statistic(name + ".running_mean", 0, channels);
        this.runningVariance = Parameter.statistic(name + ".running_var", 1, channels);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String opType() {
        return "BatchNormalization";
    }

    @Override
    public Map<String, Attribute> attributes() {
        return ImmutableMap.of("epsilon", Attribute.of((float) EPSILON), "momentum", Attribute.of((float) MOMENTUM));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias, runningMean, runningVariance);
    }

    @Override
    public Activations forward(Activations in, Mode mode) {
        normalized = in.zerosLike();
        inverseDeviation = new double[in.channels()];
        Activations out = in.zerosLike();
        for (int c = 0; c < in.channels(); c++) {
            double mean = runningMean.values()[c];
            double variance = runningVariance.values()[c];
            if (mode == Mode.TRAINING) {
                mean = mean(in, c);
                variance = variance(in, c, mean);
                moveRunning(c, mean, variance, in.count() * in.area());
            }
            inverseDeviation[c] = 1 / Math.sqrt(variance + EPSILON);
            normalize(in, c, mean, out);
        }
        return out;
    }

    /** With x^ the normalized input, means over the channel: dx = weight / deviation * (dy - mean(dy) - x^ mean(dy x^)). */
    @Override
    public Activations backward(Activations outputGradient) {
        Activations inputGradient = outputGradient.zerosLike();
        for (int c = 0; c < outputGradient.channels(); c++) {
            double sum = 0;
            double sumNormalized = 0;
            for (int image = 0; image < outputGradient.count(); image++) {
                sum += Vectors.sum(outputGradient.plane(image, c));
                sumNormalized += Vectors.dot(outputGradient.plane(image, c), normalized.plane(image, c));
            }
            bias.gradient()[c] += sum;
            weight.gradient()[c] += sumNormalized;
            double values = outputGradient.count() * outputGradient.area();
            double scale = weight.values()[c] * inverseDeviation[c];
            for (int image = 0; image < outputGradient.count(); image++) {
                double[] dx = inputGradient.plane(image, c);
                Arrays.fill(dx, -scale * sum / values);
                Vectors.addScaled(scale, outputGradient.plane(image, c), dx);
                Vectors.addScaled(-scale * sumNormalized / values, normalized.plane(image, c), dx);
            }
        }
        return inputGradient;
    }

    private void normalize(Activations in, int c, double mean, Activations out) {
        double factor = inverseDeviation[c];
        for (int image = 0; image < in.count(); image++) {
            double[] x = in.plane(image, c);
            double[] standard = normalized.plane(image, c);
            for (int i = 0; i < x.length; i++) {
                standard[i] = (x[i] - mean) * factor;
            }
            double[] y = out.plane(image, c);
            Arrays.fill(y, bias.values()[c]);
            Vectors.addScaled(weight.values()[c], standard, y);
        }
    }

    /** The running variance is the unbiased one, as in PyTorch; the batch itself is normalized by the biased one. */
    private void moveRunning(int c, double mean, double variance, int values) {
        double unbiased = variance * values / (values - 1.0);
        runningMean.values()[c] = MOMENTUM * runningMean.values()[c] + (1 - MOMENTUM) * mean;
        runningVariance.values()[c] = MOMENTUM * runningVariance.values()[c] + (1 - MOMENTUM) * unbiased;
    }

    private static double mean(Activations in, int c) {
        double sum = 0;
        for (int image = 0; image < in.count(); image++) {
            sum += Vectors.sum(in.plane(image, c));
        }
        return sum / (in.count() * in.area());
    }

    private static double variance(Activations in, int c, double mean) {
        double sum = 0;
        double[] away = new double[in.area()];
        for (int image = 0; image < in.count(); image++) {
            Arrays.fill(away, -mean);
            Vectors.addScaled(1, in.plane(image, c), away);
            sum += Vectors.dot(away, away);
        }
        return sum / (in.count() * in.area());
    }
}
