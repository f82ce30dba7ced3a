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

/** Deep layers with lanes of 20 bits: what is shown to stay in its lanes is what the specification computes, and deep sums of noise are. */
class CheckedConvolutionTest {
    private static final int LANE_BITS = 20;

    private final Random random = new Random(2);

    @Test
    void deepSumsOfNoiseAreShownToStayInTheirLanes() {
        for (Engine engine : Engines.all()) {
            for (int size : new int[] {1, 3}) {
                assertThat(check(layer(size, 700 / size), engine, 60)).isTrue();
            }
        }
    }

    @Test
    void sumsThatLeaveTheirLanesAreNot() {
        for (Engine engine : Engines.all()) {
            ConvLayer layer = layer(1, 700);
            byte[] input = new byte[layer.geometry().inElements()];
            for (int i = 0; i < input.length; i++) {
                input[i] = (byte) (127 * Integer.signum(layer.weight(5, 0, 0, i % 700)));
            }
            QuantizedBuffer output =
                    QuantizedBuffer.of(new byte[layer.geometry().outElements()]);
            assertThat(checked(layer, engine).compute(QuantizedBuffer.of(input), output, 0, 1, new Scratch()))
                    .isFalse();
        }
    }

    private static CheckedConvolution checked(ConvLayer layer, Engine engine) {
        return new CheckedConvolution(layer, GuardedConvolution.withoutLanes(layer), engine);
    }

    /** Compares the second and third image of four, if they are computed. */
    private boolean check(ConvLayer layer, Engine engine, int largest) {
        byte[] input = new byte[4 * layer.geometry().inElements()];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) random.nextInt(-largest, largest + 1);
        }
        int outputs = layer.geometry().outElements();
        QuantizedBuffer expected = QuantizedBuffer.of(new byte[4 * outputs]);
        QuantizedBuffer actual = QuantizedBuffer.of(new byte[4 * outputs]);
        Engine.specification(layer).run(List.of(QuantizedBuffer.of(input)), expected, 4, new Scratch());
        boolean computed = checked(layer, engine).compute(QuantizedBuffer.of(input), actual, 1, 2, new Scratch());
        for (int i = 0; i < 4 * outputs && computed; i++) {
            boolean inside = i >= outputs && i < 3 * outputs;
            assertThat(actual.get(i)).isEqualTo(inside ? expected.get(i) : 0);
        }
        return computed;
    }

    private ConvLayer layer(int size, int channels) {
        int outputs = 16;
        ConvGeometry geometry = new ConvGeometry(
                3, 4, channels, 3, 4, outputs, 1, new KernelWindow(size, size, 1, 1, 1, 1, size / 2, size / 2));
        return new ConvLayer(
                geometry,
                BitWidth.INT8,
                ImmutableIntArray.copyOf(random.ints((long) outputs * geometry.depth(), -40, 41)),
                new Accumulator(
                        ImmutableIntArray.of(LANE_BITS),
                        Saturation.EACH_STEP,
                        ImmutableLongArray.copyOf(random.longs(outputs, -4000, 4000))),
                Epilogue.shift(-9, RoundingMode.HALF_UP, BitWidth.INT8));
    }
}
