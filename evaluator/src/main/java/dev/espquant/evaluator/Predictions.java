package dev.espquant.evaluator;

import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.ir.GraphException;
import java.util.Arrays;

/** The class that a classifier's scores stand for: the largest one's index, the first of equals, as NumPy's {@code argmax}. */
public final class Predictions {
    private Predictions() {}

    /** One class per sample; the first dimension counts samples, the scores are the rest of each. */
    public static int[] top1(FloatTensor scores) {
        return top1((int) scores.size(0), scores);
    }

    /** One class for each of so many samples, whose scores follow each other, whatever the axes are. */
    public static int[] top1(int samples, FloatTensor scores) {
        int classes = scores.elementCount() / samples;
        int[] predictions = new int[samples];
        for (int i = 0; i < samples; i++) {
            predictions[i] = largest(scores.values(), i * classes, classes, i);
        }
        return predictions;
    }

    /** The same for integers. */
    public static int[] top1(int samples, int... scores) {
        int classes = scores.length / samples;
        int[] predictions = new int[samples];
        for (int i = 0; i < samples; i++) {
            int best = 0;
            for (int c = 1; c < classes; c++) {
                best = scores[i * classes + c] > scores[i * classes + best] ? c : best;
            }
            predictions[i] = best;
        }
        return predictions;
    }

    private static int largest(float[] scores, int from, int classes, int sample) {
        int best = 0;
        for (int c = 0; c < classes; c++) {
            float score = scores[from + c];
            if (Float.isNaN(score)) {
                throw GraphException.because("the model's scores for sample " + sample
                                + " of its batch are not numbers: "
                                + Arrays.toString(Arrays.copyOfRange(scores, from, from + Math.min(classes, 10))))
                        .fix("look for NaN or infinite values in the samples and in the model's weights")
                        .build();
            }
            best = score > scores[from + best] ? c : best;
        }
        return best;
    }
}
