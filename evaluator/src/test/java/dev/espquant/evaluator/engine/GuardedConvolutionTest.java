package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.evaluator.engine.Accumulator.Saturation;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lanes of 20 bits that saturate at every product, against the specification. */
class GuardedConvolutionTest {
    private final Random random = new Random(9);

    @Test
    void imagesThatLeaveTheirLanesAndImagesThatDoNotStandInOneBatch() {
        for (int channels : new int[] {2, 16, 65}) {
            for (int stride : new int[] {1, 2}) {
                ConvLayer layer = layer(channels, stride, channels == 2 ? 16 : 20);
                assertThat(GuardedConvolution.covers(layer)).isTrue();
                check(layer, 0, 3, 0, 127, 127, 40, -128, -20);
                check(layer, 127, 127);
            }
        }
    }

    @Test
    void whatStaticBoundsProveNeedsNoGuard() {
        assertThat(GuardedConvolution.covers(layer(2, 1, 30))).isFalse();
        assertThat(GuardedConvolution.covers(GuardedConvolution.withoutLanes(layer(16, 1, 20))))
                .isFalse();
    }

    /** One image for each number: random integers up to it; a negative number leaves no positive ones. */
    private void check(ConvLayer layer, int... largest) {
        int elements = layer.geometry().inElements();
        byte[] input = new byte[largest.length * elements];
        for (int i = 0; i < input.length; i++) {
            int most = largest[i / elements];
            boolean mixed = i / elements % 2 == 1;
            input[i] = (byte) (most < 0 ? random.nextInt(most, 1) : random.nextInt(mixed ? -most : 0, most + 1));
        }
        for (Engine engine : Engines.all()) {
            assertThat(engine.convolution(layer)).isInstanceOf(GuardedConvolution.class);
            int outputs = largest.length * layer.geometry().outElements();
            QuantizedBuffer expected = QuantizedBuffer.of(new byte[outputs]);
            QuantizedBuffer actual = QuantizedBuffer.of(new byte[outputs]);
            List<QuantizedBuffer> inputs = List.of(QuantizedBuffer.of(input));
            long left = Engine.specification(layer).run(inputs, expected, largest.length, new Scratch());
            long counted = engine.convolution(layer).run(inputs, actual, largest.length, new Scratch());
            assertThat(actual.bytes()).isEqualTo(expected.bytes());
            assertThat(counted).isEqualTo(left);
        }
    }

    /** A 3x3 layer whose first channels have narrow lanes, the last one a wide one. */
    ConvLayer layer(int channels, int stride, int bits) {
        int outputs = 17;
        KernelWindow window = new KernelWindow(3, 3, stride, 1, 1, 1, 1, 1);
        ConvGeometry geometry = new ConvGeometry(6, 5, channels, 6 / stride, 5, outputs, 1, window);
        ImmutableIntArray.Builder lanes = ImmutableIntArray.builder();
        ImmutableLongArray.Builder bias = ImmutableLongArray.builder();
        for (int n = 0; n < outputs; n++) {
            lanes.add(n < 16 ? bits : 40);
            bias.add(random.nextInt(-1000, 1000));
        }
        return new ConvLayer(
                geometry,
                BitWidth.INT8,
                ImmutableIntArray.copyOf(random.ints(9L * channels * outputs, -100, 128)),
                new Accumulator(lanes.build(), Saturation.EACH_STEP, bias.build()),
                Epilogue.shift(-9, RoundingMode.HALF_UP, BitWidth.INT8));
    }
}
