package dev.espquant.benchmarks.models;

import dev.espquant.benchmarks.models.Convolution.Pads;
import dev.espquant.ir.Model;

/** The person detector of MLPerf Tiny: MobileNet v1 with a quarter of the channels on 3x96x96, 2 classes; 7.5 million products. */
final class MobileNetV1 {
    private static final int IMAGE = 96;
    private static final int FIRST = 8;
    private static final int CLASSES = 2;

    /** Output channels and stride of the 13 depthwise separable layers. */
    private static final int[][] LAYERS = {
        {16, 1}, {32, 2}, {32, 1}, {64, 2}, {64, 1}, {128, 2}, {128, 1}, {128, 1}, {128, 1}, {128, 1}, {128, 1},
        {256, 2}, {256, 1}
    };

    private MobileNetV1() {}

    static Model build() {
        NetworkBuilder network = new NetworkBuilder("mobilenet_v1_025", 3, IMAGE, IMAGE);
        Feature x = network.relu(network.convolution(network.input(), Convolution.square(FIRST, 2, Pads.TRAILING)));
        for (int[] layer : LAYERS) {
            Pads pads = layer[1] == 1 ? Pads.ONE : Pads.TRAILING;
            x = network.relu(network.convolution(x, Convolution.depthwise(x.channels(), layer[1], pads)));
            x = network.relu(network.convolution(x, Convolution.pointwise(layer[0])));
        }
        return network.classifier(network.averagePool(x, IMAGE / 32, IMAGE / 32), CLASSES);
    }
}
