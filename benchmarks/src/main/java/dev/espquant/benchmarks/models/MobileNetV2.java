package dev.espquant.benchmarks.models;

import dev.espquant.benchmarks.models.Convolution.Pads;
import dev.espquant.ir.Model;

/** MobileNet v2 as published (Sandler et al., 2018, table 2): 3x224x224, inverted residuals, ReLU6, 1000 classes; 301 million products. */
final class MobileNetV2 {
    private static final int IMAGE = 224;
    private static final int FIRST = 32;
    private static final int LAST = 1280;
    private static final int CLASSES = 1000;

    /** Expansion, output channels, repetitions and stride of the first repetition. */
    private static final int[][] STAGES = {
        {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}
    };

    private final NetworkBuilder network = new NetworkBuilder("mobilenet_v2", 3, IMAGE, IMAGE);

    private MobileNetV2() {}

    static Model build() {
        MobileNetV2 model = new MobileNetV2();
        NetworkBuilder network = model.network;
        Feature x = network.relu6(network.convolution(network.input(), Convolution.square(FIRST, 2, Pads.ONE)));
        for (int[] stage : STAGES) {
            for (int repetition = 0; repetition < stage[2]; repetition++) {
                x = model.bottleneck(x, stage[0], stage[1], repetition == 0 ? stage[3] : 1);
            }
        }
        x = network.relu6(network.convolution(x, Convolution.pointwise(LAST)));
        return network.classifier(network.globalAveragePool(x), CLASSES);
    }

    private Feature bottleneck(Feature x, int expansion, int outputs, int stride) {
        int hidden = x.channels() * expansion;
        Feature y = expansion == 1 ? x : network.relu6(network.convolution(x, Convolution.pointwise(hidden)));
        y = network.relu6(network.convolution(y, Convolution.depthwise(hidden, stride, Pads.ONE)));
        y = network.convolution(y, Convolution.pointwise(outputs));
        return stride == 1 && outputs == x.channels() ? network.sum(x, y) : y;
    }
}
