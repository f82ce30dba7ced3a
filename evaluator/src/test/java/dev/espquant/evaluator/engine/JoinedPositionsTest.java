package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JoinedPositionsTest {
    @Test
    void fewChannelsAreJoinedAndTheOutputIsTheSame() {
        for (int stride : new int[] {1, 2}) {
            ConvLayer layer = layer(3, 16, stride, BitWidth.INT8);
            ConvLayer joined = JoinedPositions.of(layer);
            assertThat(joined.geometry().outChannels()).isEqualTo(64);
            assertThat(joined.geometry().outWidth()).isEqualTo(2);
            assertThat(run(joined)).isEqualTo(run(layer));
        }
    }

    @Test
    void enoughChannelsAreLeftAlone() {
        ConvLayer layer = layer(3, 64, 1, BitWidth.INT8);

        assertThat(JoinedPositions.of(layer)).isSameAs(layer);
    }

    @Test
    void longSumsOfInt8AreLeftAlone() {
        ConvLayer bytes = layer(8, 16, 1, BitWidth.INT8);
        ConvLayer shorts = layer(8, 16, 1, BitWidth.INT16);

        assertThat(JoinedPositions.of(bytes)).isSameAs(bytes);
        assertThat(JoinedPositions.of(shorts).geometry().outChannels()).isEqualTo(64);
    }

    @Test
    void joiningEndsWhereSumsAreLong() {
        assertThat(JoinedPositions.of(layer(5, 16, 2, BitWidth.INT8)).geometry().outChannels())
                .as("3 x 5 x 5 products in two positions")
                .isEqualTo(32);
    }

    @Test
    void pointsAreLeftAlone() {
        ConvGeometry geometry = new ConvGeometry(4, 8, 3, 4, 8, 8, 1, KernelWindow.POINT);
        ConvLayer layer = layer(geometry, BitWidth.INT8);

        assertThat(JoinedPositions.of(layer)).isSameAs(layer);
    }

    private static int[] run(ConvLayer layer) {
        Random random = new Random(3);
        int[] values = random.ints(layer.geometry().inElements(), -128, 128).toArray();
        int elements = layer.geometry().outElements();
        QuantizedBuffer output = QuantizedBuffer.of(new byte[elements]);
        new ScalarConvolution(layer).run(List.of(QuantizedBuffer.of(BitWidth.INT8, values)), output, 1, new Scratch());
        return output.toInts(elements);
    }

    private static ConvLayer layer(int in, int channels, int stride, BitWidth bits) {
        KernelWindow window = new KernelWindow(3, 3, 1, stride, 1, 1, 1, 1);
        return layer(new ConvGeometry(4, 8 * stride, in, 4, 8, channels, 1, window), bits);
    }

    private static ConvLayer layer(ConvGeometry geometry, BitWidth bits) {
        int channels = geometry.outChannels();
        return new ConvLayer(
                geometry,
                bits,
                ImmutableIntArray.copyOf(
                        IntStream.range(0, channels * geometry.depth()).map(i -> i * 7 % 61 - 30)),
                Accumulator.finalSum(20),
                Epilogue.shift(-6, RoundingMode.FLOOR, BitWidth.INT8)
                        .withBias(IntStream.range(0, channels).asLongStream().toArray()));
    }
}
