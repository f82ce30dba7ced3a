package dev.espquant.evaluator.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.KernelTester;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.QuantizationScheme;
import org.junit.jupiter.api.Test;

/** {@link BinaryKernel}, {@link ReluKernel}, {@link SlopeKernel}, {@link ClipKernel}, {@link CurveKernel} and {@link SoftmaxKernel}. */
class ElementwiseKernelsTest {
    @Test
    void sumsAreTakenAtTheLargerExponent() {
        assertThat(binary("Add", -2, new int[] {5, -5, 100}, 0, new int[] {1, 1, 100}, 0))
                .as("5 >> 2 = 1, -5 >> 2 = -2")
                .containsExactly(2, -1, 125);
        assertThat(binary("Add", 0, new int[] {3, -3, 127}, 0, new int[] {0, 0, 127}, 1))
                .containsExactly(1, -2, 127);
        assertThat(binary("Add", 0, new int[] {3, -3, 127}, 0, new int[] {0, 0, 127}, -1))
                .containsExactly(6, -6, 127);
    }

    @Test
    void differencesFollowSums() {
        assertThat(binary("Sub", -2, new int[] {5, -5, -128}, 0, new int[] {1, 1, 127}, 0))
                .containsExactly(0, -3, -128);
    }

    @Test
    void productsAreShiftedOnce() {
        assertThat(binary("Mul", -3, new int[] {5, -5, 127}, -4, new int[] {3, 3, 127}, -4))
                .as("15 >> 3, -15 >> 3")
                .containsExactly(1, -2, 127);
    }

    @Test
    void maximaAndMinimaAreComparedAtTheLargerExponent() {
        assertThat(binary("Max", 0, new int[] {5, -5, 0}, 1, new int[] {3, -4, -1}, 0))
                .containsExactly(6, -6, 0);
        assertThat(binary("Min", 0, new int[] {5, -5, 0}, 1, new int[] {3, -4, -1}, 0))
                .containsExactly(4, -8, -2);
    }

    @Test
    void constantsAndChannelsAreBroadcast() {
        int[] y = KernelTester.of("Add", "c x")
                .input("x", 0, new long[] {1, 2, 1, 3}, 1, 2, 3, 4, 5, 6)
                .constant("c", Tensor.ofFloats(new long[] {2, 1, 1}, 64, 127))
                .output(0)
                .run();

        assertThat(y).containsExactly(65, 66, 67, 127, 127, 127);
    }

    @Test
    void reluKeepsWhatIsPositive() {
        assertThat(unary("Relu").run()).containsExactly(0, 0, 0, 1, 127);
    }

    @Test
    void negativeIntegersAreMultipliedByATruncatedSlope() {
        KernelTester leaky = KernelTester.of("LeakyRelu", "x", "alpha", 0.1f)
                .input("x", -3, new long[] {1, 4}, 100, -1, -10, -128)
                .output(-3);

        assertThat(leaky.run())
                .as("trunc(0.1 * 128) = 12; floor(-120 / 128) and so on")
                .containsExactly(100, -1, -1, -12);
    }

    @Test
    void slopesOfInt16HaveFifteenFractionBits() {
        int[] y = KernelTester.of("LeakyRelu", "x", "alpha", 0.1f)
                .scheme(QuantizationScheme.INT16_PER_TENSOR)
                .input("x", -3, new long[] {1, 2}, -10000, -10001)
                .output(-3)
                .run();

        assertThat(y).as("trunc(0.1 * 32768) = 3276").containsExactly(-1000, -1000);
    }

    @Test
    void everyChannelHasItsSlope() {
        int[] y = KernelTester.of("PRelu", "x s")
                .input("x", 0, new long[] {1, 2, 1, 2}, -4, 4, -4, 4)
                .constant("s", Tensor.ofFloats(new long[] {2, 1, 1}, 0.5f, -1), -6)
                .output(0)
                .run();

        assertThat(y).containsExactly(-2, 4, 4, 4);
    }

    @Test
    void clipHasIntegerBounds() {
        int[] inputs = KernelTester.of("Clip", "x low high")
                .input("x", -4, new long[] {1, 4}, -128, 10, 96, 127)
                .constant("low", Tensor.ofFloats(new long[0], 0))
                .constant("high", Tensor.ofFloats(new long[0], 6))
                .output(-4)
                .run();
        int[] attributes = KernelTester.of("Clip", "x", "max", 6f)
                .opset(10)
                .input("x", -4, new long[] {1, 4}, -128, 10, 96, 127)
                .output(-4)
                .run();

        assertThat(inputs).containsExactly(0, 10, 96, 96);
        assertThat(attributes).containsExactly(-128, 10, 96, 96);
    }

    @Test
    void curvesAreRoundedTowardNegativeInfinity() {
        assertThat(KernelTester.of("Sigmoid", "x")
                        .input("x", -3, new long[] {1, 3}, 0, -128, 127)
                        .output(-7)
                        .run())
                .containsExactly(64, 0, 127);
        assertThat(KernelTester.of("Tanh", "x")
                        .input("x", -3, new long[] {1, 3}, 0, -128, 4)
                        .output(-7)
                        .run())
                .as("tanh(0.5) * 128 = 59.15")
                .containsExactly(0, -128, 59);
    }

    @Test
    void softmaxRunsOverTheLastAxis() {
        assertThat(KernelTester.of("Softmax", "x")
                        .input("x", 0, new long[] {1, 2, 2}, 5, 5, 0, 100)
                        .output(-7)
                        .run())
                .containsExactly(64, 64, 0, 127);
    }

    @Test
    void softmaxOfOldModelsRunsOverAllThatFollows() {
        assertThat(KernelTester.of("Softmax", "x")
                        .opset(11)
                        .input("x", 0, new long[] {1, 2, 2}, 5, 5, 5, 5)
                        .output(-7)
                        .run())
                .containsExactly(32, 32, 32, 32);
    }

    @Test
    void softmaxRunsOverAnyAxis() {
        assertThat(KernelTester.of("Softmax", "x", "axis", 1)
                        .input("x", 0, new long[] {1, 2, 2}, 5, 0, 5, 100)
                        .output(-7)
                        .run())
                .containsExactly(64, 0, 64, 127);
    }

    private static KernelTester unary(String opType) {
        return KernelTester.of(opType, "x")
                .input("x", -3, new long[] {1, 5}, -128, -1, 0, 1, 127)
                .output(-3);
    }

    private static int[] binary(String opType, int ea, int[] a, int eb, int[] b, int out) {
        return KernelTester.of(opType, "a b")
                .input("a", ea, new long[] {1, a.length}, a)
                .input("b", eb, new long[] {1, b.length}, b)
                .output(out)
                .run();
    }
}
