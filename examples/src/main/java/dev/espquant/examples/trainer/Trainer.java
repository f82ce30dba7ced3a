package dev.espquant.examples.trainer;

import dev.espquant.cli.demo.DigitGenerator;
import dev.espquant.cli.demo.DigitSet;

/**
 * Trains a network on a stream of images that never repeats: step s takes images s * batch to (s + 1) * batch - 1 of the
 * generator, so there are no epochs and nothing to overfit. The learning rate falls from its peak to zero along half a cosine.
 */
final class Trainer {
    private static final int BATCH = 64;
    private static final double PEAK_LEARNING_RATE = 4e-3;

    private final Network network;
    private final DigitGenerator images;
    private final int steps;
    private final Adam adam;
    private int step;

    /** Will train {@code network} in {@code steps} steps on what {@code images} draws. */
    Trainer(Network network, DigitGenerator images, int steps) {
        this.network = network;
        this.images = images;
        this.steps = steps;
        this.adam = new Adam(network.parameters());
    }

    /** Whether there are steps left. */
    boolean hasNext() {
        return step < steps;
    }

    /** One step on the next batch; the loss of that batch before the step. */
    double step() {
        DigitSet batch = images.generate(step * BATCH, BATCH);
        Activations logits = network.forward(Network.input(batch, 0, BATCH), Mode.TRAINING);
        SoftmaxCrossEntropy loss = SoftmaxCrossEntropy.of(logits, batch.labels());
        network.backward(loss.gradient());
        adam.step(learningRate());
        step++;
        return loss.loss();
    }

    private double learningRate() {
        return PEAK_LEARNING_RATE * 0.5 * (1 + StrictMath.cos(StrictMath.PI * step / steps));
    }
}
