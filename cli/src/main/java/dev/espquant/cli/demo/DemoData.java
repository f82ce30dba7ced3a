package dev.espquant.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The fixed choice of images and model that {@code espquant demo} works on.
 *
 * <p>Three disjoint rows of images, by seed: one to train the model, one to calibrate it, one to measure it. No image is in
 * two of them, so that the accuracies that the demonstration prints are honest ones.
 */
public final class DemoData {
    /** Seed of the images that the model was trained on. */
    public static final long TRAINING_SEED = 1;
    /** Seed of the images to calibrate with. */
    public static final long CALIBRATION_SEED = 2;
    /** Seed of the images to measure accuracy on. */
    public static final long EVALUATION_SEED = 3;
    /** Number of images in {@link #evaluationSet()}. */
    public static final int EVALUATION_COUNT = 600;
    /** Number of images in {@link #calibrationSet()}. */
    public static final int CALIBRATION_COUNT = 100;
    /** The model's file, a resource beside this class. */
    public static final String MODEL_RESOURCE = "digits.onnx";

    private DemoData() {}

    /** The 600 images, 60 of each digit, that accuracy is measured on. */
    public static DigitSet evaluationSet() {
        return new DigitGenerator(EVALUATION_SEED).generate(EVALUATION_COUNT);
    }

    /** The 100 images, ten of each digit, to calibrate with. */
    public static DigitSet calibrationSet() {
        return new DigitGenerator(CALIBRATION_SEED).generate(CALIBRATION_COUNT);
    }

    /**
     * The bytes of the ONNX model: input {@code input}, float32 [N, 1, 28, 28], pixel / 255; output {@code logits}, float32 [N,
     * 10]. Trained by the trainer in the examples, which reproduces the file byte for byte.
     */
    public static byte[] model() {
        try (InputStream in = DemoData.class.getResourceAsStream(MODEL_RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + MODEL_RESOURCE + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + MODEL_RESOURCE, e);
        }
    }
}
