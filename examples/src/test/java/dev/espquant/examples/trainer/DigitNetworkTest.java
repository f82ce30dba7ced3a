package dev.espquant.examples.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DigitNetworkTest {
    @Test
    void isTheDocumentedArchitecture() {
        assertThat(DigitNetwork.create(1).layers().stream().map(Layer::name).collect(Collectors.joining(" ")))
                .isEqualTo("conv1 bn1 relu1 pool1 dw2 bn2 relu2 pw2 bn2p relu2p pool2"
                        + " dw3 bn3 relu3 pw3 bn3p relu3p pool3 flatten fc");
    }

    @Test
    void namesAreUnique() {
        Network network = DigitNetwork.create(1);

        assertThat(network.layers().stream().map(Layer::name)).doesNotHaveDuplicates();
        assertThat(network.parameters().stream().map(Parameter::name)).doesNotHaveDuplicates();
    }

    @Test
    void turnsImagesIntoTenLogits() {
        Activations logits = DigitNetwork.create(1).forward(Activations.zeros(3, 1, 28, 28), Mode.INFERENCE);

        assertThat(logits.count()).isEqualTo(3);
        assertThat(logits.plane(2, 0)).hasSize(10);
    }

    @Test
    void theSeedDecidesTheWeights() {
        assertThat(firstWeights(1)).isEqualTo(firstWeights(1)).isNotEqualTo(firstWeights(2));
    }

    private static double[] firstWeights(long seed) {
        return DigitNetwork.create(seed).parameters().get(0).values();
    }
}
