package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.quant.BitWidth;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the definition, with every engine: channels around the length of a vector, windows that padding cuts. */
class PoolKernelTest {
    private static final int HEIGHT = 4;
    private static final int WIDTH = 5;
    private static final int IMAGES = 2;

    private final Random random = new Random(3);

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 15, 16, 17, 37})
    void largestElements(int channels) {
        check(new PoolLayer(PoolLayer.Kind.MAX, geometry(channels), (sum, inside) -> 0), BitWidth.INT8);
        check(new PoolLayer(PoolLayer.Kind.MAX, geometry(channels), (sum, inside) -> 0), BitWidth.INT16);
    }

    @ParameterizedTest
    @EnumSource(BitWidth.class)
    void averagesSeeTheSumAndHowManyThereWere(BitWidth bits) {
        for (int channels : new int[] {1, 15, 16, 17}) {
            check(
                    new PoolLayer(PoolLayer.Kind.AVERAGE, geometry(channels), (sum, inside) ->
                            (int) Math.floorDiv(sum, (long) inside)),
                    bits);
        }
    }

    private static ConvGeometry geometry(int channels) {
        return new ConvGeometry(
                HEIGHT, WIDTH, channels, 2, 3, channels, channels, new KernelWindow(3, 3, 2, 2, 1, 1, 1, 1));
    }

    private void check(PoolLayer layer, BitWidth bits) {
        ConvGeometry geometry = layer.geometry();
        int[] input = random.ints((long) IMAGES * geometry.inElements(), bits.min(), bits.max() + 1)
                .toArray();
        int elements = IMAGES * geometry.outElements();
        int[] expected = new int[elements];
        for (int i = 0; i < elements; i++) {
            expected[i] = output(layer, input, i);
        }
        for (Engine engine : Engines.all()) {
            QuantizedBuffer output = QuantizedBuffer.allocate(QuantizedBuffer.Storage.of(bits), elements);
            engine.pool(layer).run(List.of(QuantizedBuffer.of(bits, input)), output, IMAGES, new Scratch());

            assertThat(output.toInts(elements)).isEqualTo(expected);
        }
    }

    private static int output(PoolLayer layer, int[] input, int index) {
        ConvGeometry geometry = layer.geometry();
        int channels = geometry.outChannels();
        int image = index / geometry.outElements();
        int position = index % geometry.outElements() / channels;
        int largest = Integer.MIN_VALUE;
        int sum = 0;
        int inside = 0;
        for (int y = 0; y < geometry.window().height(); y++) {
            for (int x = 0; x < geometry.window().width(); x++) {
                int row = geometry.window().inputRow(position / geometry.outWidth(), y);
                int column = geometry.window().inputColumn(position % geometry.outWidth(), x);
                if (row >= 0 && row < HEIGHT && column >= 0 && column < WIDTH) {
                    int value = input[((image * HEIGHT + row) * WIDTH + column) * channels + index % channels];
                    largest = Math.max(largest, value);
                    sum += value;
                    inside++;
                }
            }
        }
        return layer.kind() == PoolLayer.Kind.MAX ? largest : layer.average().of(sum, inside);
    }
}
