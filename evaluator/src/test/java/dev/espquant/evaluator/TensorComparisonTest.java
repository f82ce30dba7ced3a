package dev.espquant.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espquant.quant.BitWidth;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TensorComparisonTest {
    @Test
    void comparesWithWhatTheIntegersMean() {
        // exponent -1: the integers mean 0.5, -1, 64
        TensorComparison result = compare(-1, new float[] {1, -1, 63}, new int[] {1, -2, 128 - 1});

        assertThat(result.elements()).isEqualTo(3);
        assertThat(result.maxError()).isEqualTo(0.5);
        assertThat(result.sqnrDecibels()).isCloseTo(10 * Math.log10((1 + 1 + 63 * 63) / 0.5), within(1e-12));
        assertThat(result.cosine())
                .isCloseTo((0.5 + 1 + 63 * 63.5) / Math.sqrt(3971 * (0.25 + 1 + 63.5 * 63.5)), within(1e-15));
        assertThat(result.saturatedShare()).isEqualTo(1.0 / 3);
        assertThat(result.min()).isEqualTo(-2);
        assertThat(result.max()).isEqualTo(127);
        assertThat(result.rangeUsed()).isEqualTo(1);
    }

    @Test
    void rangeUsedSeesIdleBits() {
        assertThat(compare(0, new float[] {0, 1}, new int[] {-64, 3}).rangeUsed())
                .isEqualTo(0.5);
    }

    @Test
    void knowsTheDegenerateCases() {
        TensorComparison same = compare(0, new float[] {1, 2}, new int[] {1, 2});
        assertThat(same.sqnrDecibels()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(same.cosine()).isEqualTo(1);
        TensorComparison zeros = compare(0, new float[] {0}, new int[] {0});
        assertThat(zeros.sqnrDecibels()).isNaN();
        assertThat(zeros.cosine()).isEqualTo(1);
        assertThat(compare(0, new float[] {1}, new int[] {0}).cosine()).isNaN();
        assertThat(compare(0, new float[] {Float.NaN}, new int[] {0}).sqnrDecibels())
                .isNaN();
        assertThatThrownBy(() -> new TensorComparison.Accumulator(BitWidth.INT8, 0).result())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void spreadingSamplesMakesNoDifference() {
        Random random = new Random(7);
        float[] floats = new float[1000];
        int[] integers = new int[1000];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) random.nextGaussian();
            integers[i] = Math.round(floats[i] * 32);
        }
        TensorComparison.Accumulator all = new TensorComparison.Accumulator(BitWidth.INT8, -5);
        all.addBatch(floats, integers, 100);
        TensorComparison.Accumulator odd = new TensorComparison.Accumulator(BitWidth.INT8, -5);
        TensorComparison.Accumulator even = new TensorComparison.Accumulator(BitWidth.INT8, -5);
        for (int sample = 99; sample >= 0; sample--) {
            (sample % 2 == 0 ? even : odd).addSample(floats, integers, sample * 10, 10);
        }
        odd.merge(even);

        assertThat(odd.result()).isEqualTo(all.result());
    }

    private static TensorComparison compare(int exponent, float[] floats, int[] integers) {
        TensorComparison.Accumulator accumulator = new TensorComparison.Accumulator(BitWidth.INT8, exponent);
        accumulator.addSample(floats, integers, 0, floats.length);
        return accumulator.result();
    }
}
