package dev.espquant.benchmarks.models;

import dev.espquant.benchmarks.models.Convolution.Pads;
import dev.espquant.ir.Model;

/**
 * The image classifier of MLPerf Tiny: 3x32x32, a first convolution and three residual stacks of 16, 32 and 64 channels, 10 classes; 12.5 million
 * products.
 */
final class ResNet8 {
    private static final int IMAGE = 32;
    private static final int CLASSES = 10;
    private static final int FIRST = 16;

    private final NetworkBuilder network = new NetworkBuilder("resnet8", 3, IMAGE, IMAGE);

    private ResNet8() {}

    static Model build() {
        ResNet8 model = new ResNet8();
        NetworkBuilder network = model.network;
        Feature x = network.relu(network.convolution(network.input(), Convolution.square(FIRST, 1, Pads.ONE)));
        x = model.stack(x, FIRST, 1);
        x = model.stack(x, 2 * FIRST, 2);
        x = model.stack(x, 4 * FIRST, 2);
        return network.classifier(network.averagePool(x, IMAGE / 4, IMAGE / 4), CLASSES);
    }

    /** Two convolutions beside a shortcut, which has a convolution of its own where the size changes. */
    private Feature stack(Feature x, int channels, int stride) {
        Pads pads = stride == 1 ? Pads.ONE : Pads.TRAILING;
        Feature y = network.relu(network.convolution(x, Convolution.square(channels, stride, pads)));
        y = network.convolution(y, Convolution.square(channels, 1, Pads.ONE));
        Feature shortcut = stride == 1
                ? x
                : network.convolution(x, Convolution.pointwise(channels).withStride(stride));
        return network.relu(network.sum(shortcut, y));
    }
}
