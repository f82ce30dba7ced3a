package dev.espquant.benchmarks;

import com.google.common.collect.ImmutableList;
import dev.espquant.evaluator.data.Preprocessing;

/** The models of {@code docs/accuracy.md}. Paths are those of the shared data. */
final class AccuracyCases {
    private static final String MNIST = "mnist/";
    private static final String KEYWORDS = "mlperf_tiny_kws/";
    private static final String CIFAR = "mlperf_tiny_cifar10/";
    private static final String GESTURE = "hand_gesture_ai_edge/";
    private static final String MLP_MODEL = "espdl_v11_mnist_sample/mnist_model_example.onnx";

    /** The author's table gives the input exponent 0 to raw pixels: none of the author's was much brighter than 127. */
    private static final float GESTURE_BRIGHTNESS = 0.5f;

    private static final Preprocessing PIXELS = new Preprocessing(0, 255);

    private AccuracyCases() {}

    static ImmutableList<AccuracyCase> all() {
        return ImmutableList.of(mlpAsPublished(), mlp(), cnn(), keywords(), cifarLossless(), cifarJpeg(), gestures());
    }

    /** Espressif's sample, calibrated as its own script does: on images of the test set. */
    private static AccuracyCase mlpAsPublished() {
        ArrayFiles test = mnistTest(PIXELS);
        return AccuracyCase.of("MNIST MLP, as published", MLP_MODEL, test.withRows(RowChoice.of("0:5000:50")), test);
    }

    /** The same model, calibrated on the training set. */
    private static AccuracyCase mlp() {
        return AccuracyCase.of("MNIST MLP", MLP_MODEL, mnistTraining(PIXELS), mnistTest(PIXELS));
    }

    private static AccuracyCase cnn() {
        Preprocessing normalized = new Preprocessing(255 * 0.1307f, 255 * 0.3081f);
        return AccuracyCase.of(
                "MNIST CNN (CNTK)",
                "zoo/cntk_mnist_opt.onnx",
                mnistTraining(normalized),
                mnistTest(normalized).withRows(RowChoice.of("::5")));
    }

    private static AccuracyCase keywords() {
        String calibration = "::5";
        ArrayFiles features = new ArrayFiles(
                KEYWORDS + "features_int8.npy",
                KEYWORDS + "labels.npy",
                new Preprocessing(83, 1 / 0.5847029f),
                RowChoice.of(calibration));
        return AccuracyCase.of(
                "DS-CNN keywords",
                KEYWORDS + "mlperf_tiny_dscnn_kws_nhwc.onnx",
                features,
                features.withRows(RowChoice.of(":").without(calibration)));
    }

    private static AccuracyCase cifarLossless() {
        return AccuracyCase.of(
                "ResNet-8 CIFAR-10, lossless", resNet(), cifarCalibration(), cifar("lossless", RowChoice.of(":")));
    }

    private static AccuracyCase cifarJpeg() {
        return AccuracyCase.of(
                "ResNet-8 CIFAR-10, JPEG", resNet(), cifarCalibration(), cifar("jpeg", RowChoice.of("1::4")));
    }

    /** Espressif's table for a model that somebody trained on raw pixels, beside tables of ours. */
    static AccuracyCase gestures() {
        String crops = "natural_images/crops_96x96_rgb_u8.npy";
        return AccuracyCase.of(
                        "Hand gestures, unlabelled photographs",
                        GESTURE + "handrecognition_model_int8_optimized.onnx",
                        new GrayCrops(crops, GESTURE_BRIGHTNESS, RowChoice.of("::2")),
                        new GrayCrops(crops, GESTURE_BRIGHTNESS, RowChoice.of("1::2")))
                .withImportedTable(GESTURE + "quantization_table.json");
    }

    private static ArrayFiles mnistTest(Preprocessing preprocessing) {
        return new ArrayFiles(MNIST + "test_images.npy", MNIST + "test_labels.npy", preprocessing, RowChoice.of(":"));
    }

    private static ArrayFiles mnistTraining(Preprocessing preprocessing) {
        return new ArrayFiles(
                MNIST + "train_images_3000.npy", MNIST + "train_labels_3000.npy", preprocessing, RowChoice.of("::30"));
    }

    private static String resNet() {
        return CIFAR + "mlperf_tiny_resnet8_cifar10_nhwc.onnx";
    }

    private static ArrayFiles cifarCalibration() {
        return cifar("jpeg", RowChoice.of("::10"));
    }

    private static ArrayFiles cifar(String kind, RowChoice rows) {
        return new ArrayFiles(
                CIFAR + kind + "_test_images.npy", CIFAR + kind + "_test_labels.npy", Preprocessing.NONE, rows);
    }
}
