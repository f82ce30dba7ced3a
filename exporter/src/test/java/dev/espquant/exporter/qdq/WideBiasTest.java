package dev.espquant.exporter.qdq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.exporter.QuantizedGraphs;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.QuantizedTensor;
import org.junit.jupiter.api.Test;

class WideBiasTest {
    private static QuantizedTensor bias(int exponent, int... integers) {
        return new QuantizedTensor(
                QuantizedGraphs.tensor(BitWidth.INT8, new long[] {integers.length}, integers),
                QuantizationParameters.perTensor(BitWidth.INT8, exponent));
    }

    @Test
    void movesToTheExponentOfTheSums() {
        WideBias wide = WideBias.of(bias(-4, 3, -128), new int[] {-10}).orElseThrow();

        assertThat(wide.integers().toLongs()).containsExactly(3 * 64, -128 * 64);
        assertThat(wide.exponents().toArray()).containsExactly(-10);
    }

    @Test
    void movesEveryChannelByItsOwnShift() {
        WideBias wide = WideBias.of(bias(-4, 3, 3), new int[] {-4, -5}).orElseThrow();

        assertThat(wide.integers().toLongs()).containsExactly(3, 6);
    }

    @Test
    void losesNothing() {
        assertThat(WideBias.of(bias(-4, 4), new int[] {-2})).isPresent();
        assertThat(WideBias.of(bias(-4, 3), new int[] {-2})).as("a fraction").isEmpty();
        assertThat(WideBias.of(bias(0, 127), new int[] {-25})).as("33 bits").isEmpty();
    }

    @Test
    void realsAreExact() {
        assertThat(WideBias.reals(bias(-4, 3, -128)).toFloats()).containsExactly(0.1875f, -8f);
    }

    @Test
    void realsAreRoundedAtTheExponentOfTheSumsAndSaturate() {
        WideBias wide = WideBias.rounded(new float[] {0.26f, -0.3f, 1e12f}, new int[] {-1, -2, -3});

        assertThat(wide.integers().toLongs()).containsExactly(1, -1, Integer.MAX_VALUE);
        assertThat(wide.exponents().toArray()).containsExactly(-1, -2, -3);
    }
}
