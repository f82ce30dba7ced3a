package dev.espquant.examples.trainer;

import static dev.espquant.examples.trainer.GradientCheck.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.cli.demo.SplitMix64;
import dev.espquant.ir.Attribute;
import org.junit.jupiter.api.Test;

class GemmTest {
    private final Gemm gemm = new Gemm("fc", 3, 2, new SplitMix64(1));

    @Test
    void multipliesWithRowsAndAddsTheBias() {
        System.arraycopy(
                new double[] {1, 2, 3, 4, 5, 6}, 0, gemm.parameters().get(0).values(), 0, 6);
        System.arraycopy(new double[] {100, 200}, 0, gemm.parameters().get(1).values(), 0, 2);
        Activations in = new Activations(1, 1, 1, 3, new double[][] {{1, 10, 100}});

        assertThat(gemm.forward(in, Mode.INFERENCE).plane(0, 0)).containsExactly(421, 854);
    }

    @Test
    void gradientsAreRight() {
        GradientCheck.check(gemm, random(Activations.zeros(4, 1, 1, 3), 5));
    }

    @Test
    void storesTheWeightTransposedAsPyTorchDoes() {
        assertThat(gemm.attributes()).containsEntry("transB", Attribute.of(1));
        assertThat(gemm.parameters().get(0).shape()).containsExactly(2, 3);
    }

    @Test
    void refusesAnotherShape() {
        assertThatThrownBy(() -> gemm.forward(Activations.zeros(1, 3, 1, 1), Mode.INFERENCE))
                .hasMessage("fc takes [N, 1, 1, 3]");
    }
}
