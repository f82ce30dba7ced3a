package dev.espquant.evaluator.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.KernelTester;
import dev.espquant.evaluator.SimulationResult;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.QuantizationScheme;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConvKernelTest {
    private static final long[] ONE_CHANNEL_3X3 = {1, 1, 3, 3};
    private static final int[] ONE_TO_NINE = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    @Test
    void sumsProductsOfTheWindow() {
        int[] y = KernelTester.of("Conv", "x w")
                .input("x", 0, ONE_CHANNEL_3X3, ONE_TO_NINE)
                .constant("w", floats(new long[] {1, 1, 2, 2}, 1, 2, 3, 4), 0)
                .output(0)
                .run();

        assertThat(y).containsExactly(37, 47, 67, 77);
    }

    @Test
    void shiftsTowardNegativeInfinityThenAddsTheBias() {
        int[] y = KernelTester.of("Conv", "x w b")
                .input("x", 0, new long[] {1, 1, 1, 2}, 3, -3)
                .constant("w", floats(new long[] {1, 1, 1, 1}, 1), 0)
                .constant("b", floats(new long[] {1}, 20), 1)
                .output(1)
                .run();

        assertThat(y).as("3 / 2 + 10, -3 / 2 + 10").containsExactly(11, 8);
    }

    @Test
    void shiftsToTheLeftWhereTheOutputIsFiner() {
        assertThat(KernelTester.of("Conv", "x w")
                        .input("x", 0, new long[] {1, 1, 1, 3}, 3, -3, 100)
                        .constant("w", floats(new long[] {1, 1, 1, 1}, 1), 0)
                        .output(-2)
                        .run())
                .containsExactly(12, -12, 127);
        assertThat(KernelTester.of("Conv", "x w")
                        .input("x", 60, new long[] {1, 1, 1, 3}, 3, -3, 0)
                        .constant("w", floats(new long[] {1, 1, 1, 1}, 0x1p60f), 60)
                        .output(-60)
                        .run())
                .as("beyond 64 bits")
                .containsExactly(127, -128, 0);
    }

    @Test
    void padsAndDilates() {
        int[] y = KernelTester.of("Conv", "x w", "pads", new long[] {1, 1, 0, 0}, "dilations", new long[] {2, 2})
                .input("x", 0, ONE_CHANNEL_3X3, ONE_TO_NINE)
                .constant("w", floats(new long[] {1, 1, 2, 2}, 1, 1, 1, 1), 0)
                .output(0)
                .run();

        assertThat(y).as("corners of a 3x3 window in a padded 4x4 plane").containsExactly(5, 10, 10, 20);
    }

    @Test
    void autoPadPutsTheOddRowWhereItSays() {
        assertThat(autoPad("SAME_UPPER")).containsExactly(1 + 2 + 4 + 5, 3 + 6, 7 + 8, 9);
        assertThat(autoPad("SAME_LOWER")).containsExactly(1, 2 + 3, 4 + 7, 5 + 6 + 8 + 9);
        assertThat(autoPad("VALID")).containsExactly(1 + 2 + 4 + 5);
    }

    @Test
    void oneDimensional() {
        int[] y = KernelTester.of("Conv", "x w", "pads", new long[] {1, 0})
                .input("x", 0, new long[] {1, 2, 3}, 1, 2, 3, 10, 20, 30)
                .constant("w", floats(new long[] {1, 2, 2}, 1, 2, 0, 1), 0)
                .output(0)
                .run();

        assertThat(y).containsExactly(2 + 10, 1 + 4 + 20, 2 + 6 + 30);
    }

    @Test
    void groupsSeeTheirOwnChannels() {
        int[] y = KernelTester.of("Conv", "x w", "group", 2)
                .input("x", 0, new long[] {1, 4, 1, 1}, 1, 2, 3, 4)
                .constant("w", floats(new long[] {4, 2, 1, 1}, 1, 0, 0, 1, 1, 0, 0, 1), 0)
                .output(0)
                .run();

        assertThat(y).containsExactly(1, 2, 3, 4);
    }

    @Test
    void depthwise() {
        int[] y = KernelTester.of("Conv", "x w", "group", 3)
                .input("x", 0, new long[] {1, 3, 1, 2}, 1, 2, 3, 4, 5, 6)
                .constant("w", floats(new long[] {3, 1, 1, 1}, 1, -1, 2), 0)
                .output(0)
                .run();

        assertThat(y).containsExactly(1, 2, -3, -4, 10, 12);
    }

    @Test
    void lanesSaturateTheFinalSumAndAreCounted() {
        SimulationResult narrow = many("esp32s3");
        SimulationResult wide = many("esp32");

        assertThat(narrow.value("y").values()).as("524287 / 2^13").containsExactly(63);
        assertThat(narrow.overflows()).containsExactly(Map.entry("conv0", 1L));
        assertThat(wide.value("y").values()).as("64 * 127 * 127 / 2^13").containsExactly(126);
        assertThat(wide.overflows()).isEmpty();
    }

    @Test
    void perChannelGoesThroughSixteenBits() {
        int[] y = KernelTester.of("Conv", "x w b")
                .scheme(QuantizationScheme.INT8_PER_CHANNEL)
                .input("x", 0, new long[] {1, 1, 1, 2}, 100, -1)
                .constant("w", floats(new long[] {3, 1, 1, 1}, 100, 50, 1), 0, -1, -15)
                .constant("b", floats(new long[] {3}, 32, -16, 0), 4, 3, -11)
                .output(4)
                .run();

        assertThat(y)
                .as(
                        "channel 0: (10000 >> 4) + 2 saturates, (-100 >> 4) + 2; channel 1: at half the scale; channel 2: beyond 12 places")
                .containsExactly(127, -5, 127, -5, 0, 0);
    }

    @Test
    void aPerChannelShiftBeyondTwelvePlacesGivesZeroAndNotMinusOne() {
        assertThat(perChannel(-3, 9)).as("-48 >> 4 = -3, >> 12").containsExactly(-1);
        assertThat(perChannel(-3, 10)).as("-3 by a factor that is 0").containsExactly(0);
    }

    @Test
    void int16IsExactBeyondSinglePrecision() {
        int[] x = new int[1024];
        Arrays.fill(x, 32767);
        float[] w = new float[1024];
        Arrays.fill(w, 1f);
        x[0] = 32766;

        int[] y = KernelTester.of("Conv", "x w")
                .scheme(QuantizationScheme.INT16_PER_TENSOR)
                .input("x", 0, new long[] {1, 1024, 1, 1}, x)
                .constant("w", Tensor.ofFloats(new long[] {1, 1024, 1, 1}, w), 0)
                .output(10)
                .run();

        assertThat(y)
                .as("33553407 / 1024 rounds down, though single precision would make it 32767")
                .containsExactly(32766);
    }

    private static int[] perChannel(int value, int outputExponent) {
        return KernelTester.of("Conv", "x w")
                .scheme(QuantizationScheme.INT8_PER_CHANNEL)
                .input("x", 0, new long[] {1, 1, 1, 1}, value)
                .constant("w", floats(new long[] {1, 1, 1, 1}, 16 * 0x1p-7f), -7)
                .output(outputExponent)
                .run();
    }

    private static int[] autoPad(String mode) {
        return KernelTester.of("Conv", "x w", "auto_pad", mode, "strides", new long[] {2, 2})
                .input("x", 0, ONE_CHANNEL_3X3, ONE_TO_NINE)
                .constant("w", floats(new long[] {1, 1, 2, 2}, 1, 1, 1, 1), 0)
                .output(0)
                .run();
    }

    private static SimulationResult many(String target) {
        int[] x = new int[64];
        Arrays.fill(x, 127);
        float[] w = new float[64];
        Arrays.fill(w, 127);
        return KernelTester.of("Conv", "x w")
                .target(target)
                .input("x", 0, new long[] {1, 64, 1, 1}, x)
                .constant("w", Tensor.ofFloats(new long[] {1, 64, 1, 1}, w), 0)
                .output(13)
                .result();
    }

    private static Tensor floats(long[] sizes, float... values) {
        return Tensor.ofFloats(sizes, values);
    }
}
