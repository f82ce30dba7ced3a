package dev.espquant.examples.trainer;

import dev.espquant.cli.demo.DigitSet;
import dev.espquant.cli.demo.SplitMix64;
import java.util.ArrayList;
import java.util.List;

/**
 * The architecture of the digit classifier: a convolution, then depthwise separable blocks, each halving the image.
 *
 * <pre>
 * input  [N,  1, 28, 28]
 * conv1  3x3, bn1, relu1, pool1          [N,  8, 14, 14]
 * dw2    3x3, bn2, relu2                 [N,  8, 14, 14]
 * pw2    1x1, bn2p, relu2p, pool2        [N, 24,  7,  7]
 * dw3    3x3, bn3, relu3                 [N, 24,  7,  7]
 * pw3    1x1, bn3p, relu3p, pool3        [N, 48,  3,  3]
 * flatten, fc                            [N, 10]
 * </pre>
 */
final class DigitNetwork {
    private static final int[] CHANNELS = {8, 24, 48};

    private DigitNetwork() {}

    /** An untrained network whose weights come from {@code seed}. */
    static Network create(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        List<Layer> layers = new ArrayList<>();
        layers.add(Conv.full("conv1", 1, CHANNELS[0], 3, random));
        addActivation(layers, "1", CHANNELS[0]);
        layers.add(new MaxPool("pool1"));
        addSeparableBlock(layers, 2, CHANNELS[0], CHANNELS[1], random);
        addSeparableBlock(layers, 3, CHANNELS[1], CHANNELS[2], random);
        layers.add(new Flatten("flatten"));
        int side = DigitSet.SIDE / 8;
        layers.add(new Gemm("fc", CHANNELS[2] * side * side, DigitSet.CLASSES, random));
        return new Network(layers);
    }

    private static void addSeparableBlock(List<Layer> layers, int number, int inputs, int outputs, SplitMix64 random) {
        layers.add(Conv.depthwise("dw" + number, inputs, 3, random));
        addActivation(layers, String.valueOf(number), inputs);
        layers.add(Conv.full("pw" + number, inputs, outputs, 1, random));
        addActivation(layers, number + "p", outputs);
        layers.add(new MaxPool("pool" + number));
    }

    private static void addActivation(List<Layer> layers, String suffix, int channels) {
        layers.add(new BatchNormalization("bn" + suffix, channels));
        layers.add(new Relu("relu" + suffix));
    }
}
