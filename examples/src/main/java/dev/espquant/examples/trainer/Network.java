package dev.espquant.examples.trainer;

import dev.espquant.cli.demo.DigitSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers in a row, from images to logits.
 *
 * @param layers the layers, first to last
 */
record Network(List<Layer> layers) {
    private static final int EVALUATION_BATCH = 100;

    Network {
        layers = List.copyOf(layers);
    }

    /** The logits [N, 1, 1, classes] of a batch of images. */
    Activations forward(Activations input, Mode mode) {
        Activations value = input;
        for (Layer layer : layers) {
            value = layer.forward(value, mode);
        }
        return value;
    }

    /** Adds to all parameters' gradients, given the gradient towards the logits of the last forward pass. */
    void backward(Activations logitsGradient) {
        Activations gradient = logitsGradient;
        for (int i = layers.size() - 1; i >= 0; i--) {
            gradient = layers.get(i).backward(gradient);
        }
    }

    /** All parameters of all layers. */
    List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        layers.forEach(layer -> parameters.addAll(layer.parameters()));
        return parameters;
    }

    /** Images as the network takes them: [N, 1, 28, 28], pixel / 255, rounded to float32 as the model's input is. */
    static Activations input(DigitSet set, int first, int count) {
        Activations input = Activations.zeros(count, 1, DigitSet.SIDE, DigitSet.SIDE);
        for (int image = 0; image < count; image++) {
            double[] plane = input.plane(image, 0);
            for (int i = 0; i < plane.length; i++) {
                plane[i] = Byte.toUnsignedInt(set.images()[(first + image) * DigitSet.PIXELS + i]) / 255f;
            }
        }
        return input;
    }

    /** How many images of {@code set} get the largest logit at their label, computed as the exported model does. */
    int countCorrect(DigitSet set) {
        int correct = 0;
        for (int first = 0; first < set.count(); first += EVALUATION_BATCH) {
            int count = Math.min(EVALUATION_BATCH, set.count() - first);
            Activations logits = forward(input(set, first, count), Mode.INFERENCE);
            for (int image = 0; image < count; image++) {
                correct += argMax(logits.plane(image, 0)) == set.labels()[first + image] ? 1 : 0;
            }
        }
        return correct;
    }

    private static int argMax(double[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }
}
