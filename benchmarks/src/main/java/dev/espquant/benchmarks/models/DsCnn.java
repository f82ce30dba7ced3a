package dev.espquant.benchmarks.models;

import dev.espquant.benchmarks.models.Convolution.Pads;
import dev.espquant.ir.Model;

/** The keyword spotter of MLPerf Tiny: 49 frames of 10 features, four depthwise separable layers of 64 channels, 12 words; 2.66 million products. */
final class DsCnn {
    private static final int FRAMES = 49;
    private static final int FEATURES = 10;
    private static final int CHANNELS = 64;
    private static final int LAYERS = 4;
    private static final int WORDS = 12;

    private DsCnn() {}

    static Model build() {
        NetworkBuilder network = new NetworkBuilder("ds_cnn", 1, FRAMES, FEATURES);
        // TensorFlow's "same": 25 x 5 windows of 10 x 4 with stride 2 need 9 more rows and 2 more columns.
        Convolution first = new Convolution(CHANNELS, 10, 4, 2, new Pads(4, 1, 5, 1), false);
        Feature x = network.relu(network.convolution(network.input(), first));
        for (int layer = 0; layer < LAYERS; layer++) {
            x = network.relu(network.convolution(x, Convolution.depthwise(CHANNELS, 1, Pads.ONE)));
            x = network.relu(network.convolution(x, Convolution.pointwise(CHANNELS)));
        }
        return network.classifier(network.averagePool(x, (FRAMES + 1) / 2, FEATURES / 2), WORDS);
    }
}
