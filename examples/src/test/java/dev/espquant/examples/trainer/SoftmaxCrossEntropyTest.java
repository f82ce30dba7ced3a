package dev.espquant.examples.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SoftmaxCrossEntropyTest {
    private static final byte[] LABELS = {2, 0};

    @Test
    void equalLogitsCostTheLogarithmOfTheClasses() {
        assertThat(SoftmaxCrossEntropy.of(Activations.zeros(2, 1, 1, 10), LABELS)
                        .loss())
                .isCloseTo(Math.log(10), within(1e-12));
    }

    @Test
    void largeLogitsDoNotOverflow() {
        Activations logits = new Activations(1, 1, 1, 2, new double[][] {{5000, -5000}});

        assertThat(SoftmaxCrossEntropy.of(logits, new byte[] {0}).loss()).isZero();
    }

    @Test
    void theGradientIsRight() {
        Activations logits = GradientCheck.random(Activations.zeros(2, 1, 1, 4), 5);
        Activations gradient = SoftmaxCrossEntropy.of(logits, LABELS).gradient();

        for (int image = 0; image < 2; image++) {
            for (int c = 0; c < 4; c++) {
                double step = 1e-6;
                double[] values = logits.plane(image, 0);
                double value = values[c];
                values[c] = value + step;
                double above = SoftmaxCrossEntropy.of(logits, LABELS).loss();
                values[c] = value - step;
                double below = SoftmaxCrossEntropy.of(logits, LABELS).loss();
                values[c] = value;
                assertThat(gradient.plane(image, 0)[c]).isCloseTo((above - below) / (2 * step), within(1e-8));
            }
        }
    }
}
