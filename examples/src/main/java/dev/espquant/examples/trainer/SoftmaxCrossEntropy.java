package dev.espquant.examples.trainer;

import java.util.Arrays;

/**
 * The loss: the mean over a batch of -ln(softmax(logits)[label]).
 *
 * @param loss the mean, in nats
 * @param gradient its gradient towards the logits, [N, 1, 1, classes]: (softmax - one-hot) / N
 */
record SoftmaxCrossEntropy(double loss, Activations gradient) {

    /** The loss of {@code logits} [N, 1, 1, classes] for {@code labels} [N]. */
    static SoftmaxCrossEntropy of(Activations logits, byte[] labels) {
        Activations gradient = logits.zerosLike();
        double loss = 0;
        for (int image = 0; image < logits.count(); image++) {
            double[] probabilities = softmax(logits.plane(image, 0));
            double[] dx = gradient.plane(image, 0);
            loss -= StrictMath.log(probabilities[labels[image]]);
            for (int c = 0; c < dx.length; c++) {
                double target = c == labels[image] ? 1 : 0;
                dx[c] = (probabilities[c] - target) / logits.count();
            }
        }
        return new SoftmaxCrossEntropy(loss / logits.count(), gradient);
    }

    /** The softmax, shifted by the maximum so that no exponential overflows. */
    private static double[] softmax(double[] logits) {
        double max = Arrays.stream(logits).max().orElseThrow();
        double[] result = new double[logits.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = StrictMath.exp(logits[i] - max);
        }
        double sum = Vectors.sum(result);
        for (int i = 0; i < result.length; i++) {
            result[i] /= sum;
        }
        return result;
    }
}
