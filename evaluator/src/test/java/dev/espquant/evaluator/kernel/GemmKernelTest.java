package dev.espquant.evaluator.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.KernelTester;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.QuantizationScheme;
import org.junit.jupiter.api.Test;

class GemmKernelTest {
    private static final Tensor MATRIX = Tensor.ofFloats(new long[] {2, 3}, 1, 2, 3, 4, 5, 6);

    @Test
    void multipliesByColumns() {
        assertThat(gemm().run()).containsExactly(1 * 1 + 2 * 4, 1 * 2 + 2 * 5, 1 * 3 + 2 * 6);
    }

    @Test
    void multipliesByRowsOfATransposedMatrix() {
        int[] y = KernelTester.of("Gemm", "x w", "transB", 1)
                .input("x", 0, new long[] {1, 3}, 1, 2, 3)
                .constant("w", MATRIX, 0)
                .output(0)
                .run();

        assertThat(y).containsExactly(14, 32);
    }

    @Test
    void transposesItsInput() {
        int[] y = KernelTester.of("Gemm", "x w", "transA", 1)
                .input("x", 0, new long[] {2, 2}, 1, 10, 2, 20)
                .constant("w", MATRIX, 0)
                .output(0)
                .run();

        assertThat(y).containsExactly(9, 12, 15, 90, 120, 127);
    }

    @Test
    void alphaAndBetaAreInTheConstants() {
        int[] y = KernelTester.of("Gemm", "x w b", "alpha", 2f, "beta", 0.5f)
                .input("x", 0, new long[] {1, 2}, 1, 2)
                .constant("w", MATRIX, 0)
                .constant("b", Tensor.ofFloats(new long[] {1}, 6), 0)
                .output(0)
                .run();

        assertThat(y).containsExactly(2 * 9 + 3, 2 * 12 + 3, 2 * 15 + 3);
    }

    @Test
    void channelsOfAnUntransposedMatrixAreItsColumns() {
        int[] y = KernelTester.of("Gemm", "x w")
                .scheme(QuantizationScheme.INT8_PER_CHANNEL)
                .input("x", 0, new long[] {1, 2}, 16, 32)
                .constant("w", MATRIX, 0, -1, -2)
                .output(0)
                .run();

        assertThat(y).as("exact, whatever the scale of the weights").containsExactly(127, 127, 127);
        assertThat(KernelTester.of("Gemm", "x w")
                        .scheme(QuantizationScheme.INT8_PER_CHANNEL)
                        .input("x", 0, new long[] {1, 2}, 16, 32)
                        .constant("w", MATRIX, 0, -1, -2)
                        .output(4)
                        .run())
                .containsExactly(9, 12, 15);
    }

    @Test
    void matMulByAConstantWorksOnTheLastAxis() {
        int[] y = KernelTester.of("MatMul", "x w")
                .input("x", 0, new long[] {1, 2, 2}, 1, 2, 3, 4)
                .constant("w", MATRIX, 0)
                .output(0)
                .run();

        assertThat(y).containsExactly(9, 12, 15, 19, 26, 33);
    }

    private static KernelTester gemm() {
        return KernelTester.of("Gemm", "x w")
                .input("x", 0, new long[] {1, 2}, 1, 2)
                .constant("w", MATRIX, 0)
                .output(0);
    }
}
