package dev.espquant.evaluator.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.KernelTester;
import org.junit.jupiter.api.Test;

class PoolKernelTest {
    @Test
    void maximaAreCopies() {
        assertThat(pool("MaxPool", -3, "kernel_shape", new long[] {2, 2})).containsExactly(5, 6, 8, 9);
    }

    @Test
    void paddingNeverWins() {
        int[] y = KernelTester.of("MaxPool", "x", "kernel_shape", new long[] {2, 2}, "pads", new long[] {1, 1, 0, 0})
                .input("x", 0, new long[] {1, 1, 1, 1}, -7)
                .output(0)
                .run();

        assertThat(y).containsExactly(-7);
    }

    @Test
    void averagesAreRoundedOnceTowardNegativeInfinity() {
        assertThat(pool("AveragePool", -3, "kernel_shape", new long[] {2, 2})).containsExactly(3, 4, 6, 7);
        assertThat(pool("AveragePool", -4, "kernel_shape", new long[] {2, 2})).containsExactly(6, 8, 12, 14);
        assertThat(pool("AveragePool", -2, "kernel_shape", new long[] {2, 2})).containsExactly(1, 2, 3, 3);
    }

    @Test
    void paddingCountsOnlyIfTheModelSaysSo() {
        long[] kernel = {3, 3};
        long[] pads = {1, 1, 1, 1};
        long[] strides = {2, 2};

        assertThat(pool("AveragePool", -3, "kernel_shape", kernel, "pads", pads, "strides", strides))
                .containsExactly(12 / 4, 16 / 4, 24 / 4, 28 / 4);
        assertThat(pool(
                        "AveragePool",
                        -3,
                        "kernel_shape",
                        kernel,
                        "pads",
                        pads,
                        "strides",
                        strides,
                        "count_include_pad",
                        1))
                .containsExactly(12 / 9, 16 / 9, 24 / 9, 28 / 9);
    }

    @Test
    void wholePlanes() {
        assertThat(pool("GlobalMaxPool", -3)).containsExactly(9);
        assertThat(pool("GlobalAveragePool", -3)).containsExactly(5);
    }

    @Test
    void oneDimensional() {
        int[] y = KernelTester.of("AveragePool", "x", "kernel_shape", new long[] {2}, "strides", new long[] {2})
                .input("x", 0, new long[] {1, 2, 4}, 1, 2, 3, 4, -1, -2, -3, -4)
                .output(0)
                .run();

        assertThat(y).containsExactly(1, 3, -2, -4);
    }

    private static int[] pool(String opType, int outputExponent, Object... attributes) {
        return KernelTester.of(opType, "x", attributes)
                .input("x", -3, new long[] {1, 1, 3, 3}, 1, 2, 3, 4, 5, 6, 7, 8, 9)
                .output(outputExponent)
                .run();
    }
}
