package dev.espquant.examples.trainer;

import static dev.espquant.examples.trainer.GradientCheck.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.cli.demo.SplitMix64;
import dev.espquant.ir.Attribute;
import org.junit.jupiter.api.Test;

class ConvTest {
    private final SplitMix64 weights = new SplitMix64(1);

    @Test
    void correlatesWithZerosAround() {
        Conv conv = Conv.full("conv", 1, 1, 3, weights);
        set(conv, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Activations image = Activations.zeros(1, 1, 2, 3);
        System.arraycopy(new double[] {1, 10, 100, 1000, 10_000, 100_000}, 0, image.plane(0, 0), 0, 6);

        Activations out = conv.forward(image, Mode.INFERENCE);

        assertThat(out.plane(0, 0)).containsExactly(98_065, 987_654, 870_540, 65_032, 654_321, 540_210);
    }

    @Test
    void pointwiseMixesChannels() {
        Conv conv = Conv.full("pw", 2, 2, 1, weights);
        set(conv, 1, 2, 3, 4);
        Activations image = Activations.zeros(1, 2, 1, 2);
        System.arraycopy(new double[] {1, 2}, 0, image.plane(0, 0), 0, 2);
        System.arraycopy(new double[] {10, 20}, 0, image.plane(0, 1), 0, 2);

        Activations out = conv.forward(image, Mode.INFERENCE);

        assertThat(out.plane(0, 0)).containsExactly(21, 42);
        assertThat(out.plane(0, 1)).containsExactly(43, 86);
    }

    @Test
    void depthwiseKeepsChannelsApart() {
        Conv conv = Conv.depthwise("dw", 2, 1, weights);
        set(conv, 3, 5);
        Activations image = Activations.zeros(1, 2, 1, 1);
        image.plane(0, 0)[0] = 1;
        image.plane(0, 1)[0] = 10;

        Activations out = conv.forward(image, Mode.INFERENCE);

        assertThat(out.plane(0, 0)).containsExactly(3);
        assertThat(out.plane(0, 1)).containsExactly(50);
    }

    @Test
    void gradientsAreRight() {
        GradientCheck.check(Conv.full("conv", 2, 3, 3, weights), random(Activations.zeros(2, 2, 4, 5), 7));
        GradientCheck.check(Conv.full("pw", 3, 2, 1, weights), random(Activations.zeros(2, 3, 3, 2), 7));
        GradientCheck.check(Conv.depthwise("dw", 3, 3, weights), random(Activations.zeros(2, 3, 4, 3), 7));
    }

    @Test
    void describesItselfAsOnnxConv() {
        Conv conv = Conv.depthwise("dw", 8, 3, weights);

        assertThat(conv.opType()).isEqualTo("Conv");
        assertThat(conv.attributes())
                .containsEntry("group", Attribute.of(8))
                .containsEntry("pads", Attribute.ofInts(1, 1, 1, 1));
        assertThat(conv.parameters().get(0).shape()).containsExactly(8, 1, 3, 3);
        assertThat(Conv.full("pw", 8, 4, 1, weights).attributes()).containsEntry("pads", Attribute.ofInts(0, 0, 0, 0));
    }

    @Test
    void refusesAnotherNumberOfChannels() {
        Conv conv = Conv.full("conv", 2, 3, 3, weights);

        assertThatThrownBy(() -> conv.forward(Activations.zeros(1, 1, 4, 4), Mode.INFERENCE))
                .hasMessage("conv takes 2 channels, not 1");
    }

    private static void set(Conv conv, double... values) {
        System.arraycopy(values, 0, conv.parameters().get(0).values(), 0, values.length);
    }
}
