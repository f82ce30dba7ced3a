package dev.espquant.examples.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espquant.cli.demo.DigitGenerator;
import dev.espquant.cli.demo.DigitSet;
import dev.espquant.cli.demo.SplitMix64;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private final DigitSet set = new DigitGenerator(1).generate(130);

    @Test
    void inputIsPixelsBy255() {
        Activations input = Network.input(set, 3, 2);

        assertThat(input.count()).isEqualTo(2);
        assertThat(input.plane(1, 0)[29]).isEqualTo(set.pixel(4, 1, 1) / 255f);
    }

    @Test
    void countsImagesWhoseLabelHasTheLargestLogit() {
        Gemm gemm = new Gemm("fc", DigitSet.PIXELS, 10, new SplitMix64(1));
        gemm.parameters().get(0).values()[0] = 0;
        gemm.parameters().get(1).values()[4] = 1e6;

        assertThat(new Network(List.of(new Flatten("flatten"), gemm)).countCorrect(set))
                .isEqualTo(13);
    }

    @Test
    void backwardGoesThroughAllLayers() {
        SplitMix64 random = new SplitMix64(1);
        Gemm first = new Gemm("a", 3, 4, random);
        Gemm second = new Gemm("b", 4, 2, random);
        Network network = new Network(List.of(first, new Relu("relu"), second));
        Activations input = GradientCheck.random(Activations.zeros(5, 1, 1, 3), 3);
        byte[] labels = {0, 1, 1, 0, 1};

        network.backward(loss(network, input, labels).gradient());

        double step = 1e-6;
        for (Parameter parameter : network.parameters()) {
            double value = parameter.values()[1];
            parameter.values()[1] = value + step;
            double above = loss(network, input, labels).loss();
            parameter.values()[1] = value - step;
            double below = loss(network, input, labels).loss();
            parameter.values()[1] = value;
            assertThat(parameter.gradient()[1])
                    .as(parameter.name())
                    .isCloseTo((above - below) / (2 * step), within(1e-8));
        }
    }

    private static SoftmaxCrossEntropy loss(Network network, Activations input, byte[] labels) {
        return SoftmaxCrossEntropy.of(network.forward(input, Mode.TRAINING), labels);
    }
}
