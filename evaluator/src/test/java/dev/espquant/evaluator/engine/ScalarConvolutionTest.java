package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalarConvolutionTest {
    private static final Epilogue COPY = Epilogue.shift(0, RoundingMode.FLOOR, BitWidth.INT16);

    @Test
    void sumsTheWindowOverChannelsLast() {
        KernelWindow window = new KernelWindow(2, 1, 1, 1, 1, 1, 1, 0);
        ConvGeometry geometry = new ConvGeometry(2, 1, 2, 2, 1, 1, 1, window);

        assertThat(run(geometry, Accumulator.finalSum(32), new int[] {1, 2, 10, 20}, 1, 2, 3, 4))
                .as("weights: channel 0 rows 1, 2; channel 1 rows 10, 20")
                .containsExactly(2 + 40, 1 + 20 + 6 + 80);
    }

    @Test
    void groupsSeeTheirOwnChannels() {
        ConvGeometry geometry = new ConvGeometry(1, 1, 4, 1, 1, 2, 2, KernelWindow.POINT);

        assertThat(run(geometry, Accumulator.finalSum(32), new int[] {1, 10, 100, 1000}, 1, 2, 3, 4))
                .containsExactly(21, 4300);
    }

    @Test
    void aLaneThatSaturatesAtEachStepForgetsWhatItCutOff() {
        ConvGeometry geometry = ConvGeometry.product(1, 3, 1);
        int[] weights = {1, 1, 1};

        assertThat(run(geometry, lane(Accumulator.Saturation.FINAL_SUM), weights, 100, 100, -100))
                .containsExactly(100);
        assertThat(run(geometry, lane(Accumulator.Saturation.EACH_STEP), weights, 100, 100, -100))
                .containsExactly(27);
    }

    @Test
    void theBiasIsInTheLaneFromTheStart() {
        Accumulator each =
                new Accumulator(ImmutableIntArray.of(8), Accumulator.Saturation.EACH_STEP, ImmutableLongArray.of(1000));

        assertThat(run(ConvGeometry.product(1, 1, 1), each, new int[] {1}, -10)).containsExactly(117);
    }

    @Test
    void countsOutputsWhoseSumSaturated() {
        ConvLayer layer = new ConvLayer(
                ConvGeometry.product(2, 1, 2),
                BitWidth.INT8,
                ImmutableIntArray.of(1, 2),
                Accumulator.finalSum(8),
                COPY);
        QuantizedBuffer output = QuantizedBuffer.of(new short[4]);

        long saturated = new ScalarConvolution(layer)
                .run(List.of(QuantizedBuffer.of(new byte[] {100, 10})), output, 1, new Scratch());

        assertThat(saturated).isEqualTo(1);
        assertThat(output.shorts()).containsExactly(100, 127, 10, 20);
    }

    private static Accumulator lane(Accumulator.Saturation saturation) {
        return new Accumulator(ImmutableIntArray.of(8), saturation, ImmutableLongArray.of());
    }

    private static short[] run(ConvGeometry geometry, Accumulator accumulator, int[] weights, int... input) {
        ConvLayer layer = new ConvLayer(geometry, BitWidth.INT16, ImmutableIntArray.copyOf(weights), accumulator, COPY);
        QuantizedBuffer output = QuantizedBuffer.of(new short[geometry.outElements()]);
        new ScalarConvolution(layer).run(List.of(QuantizedBuffer.of(BitWidth.INT16, input)), output, 1, new Scratch());
        return output.shorts();
    }
}
