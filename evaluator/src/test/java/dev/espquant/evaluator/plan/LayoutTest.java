package dev.espquant.evaluator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.quant.BitWidth;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayoutTest {
    @Test
    void channelsGoLastAndComeBack() {
        for (BitWidth bits : BitWidth.values()) {
            for (int channels : new int[] {2, 3, 5}) {
                Layout layout = Layout.channelsLast(new long[] {2, channels, 2, 2});
                int[] values = IntStream.range(0, layout.elements()).toArray();
                QuantizedBuffer buffer = QuantizedBuffer.of(bits, new int[layout.elements()]);

                layout.read(values, 0, buffer, 0);

                assertThat(buffer.get(1)).as("channel 1 of the first pixel").isEqualTo(4);
                assertThat(buffer.get(channels)).as("the second pixel").isEqualTo(1);
                int[] back = new int[values.length];
                layout.write(buffer, 0, back, 0);
                assertThat(back).isEqualTo(values);
            }
        }
    }

    @Test
    void ordersThatCoincideAreOne() {
        assertThat(Layout.channelsLast(new long[] {1, 64, 1, 1})).isEqualTo(Layout.onnx(new long[] {1, 64}));
        assertThat(Layout.channelsLast(new long[] {1, 1, 8, 8}).isOnnx()).isTrue();
        assertThat(Layout.channelsLast(new long[] {4, 10}).isOnnx()).isTrue();
        assertThat(Layout.channelsLast(new long[] {1, 2, 3}).isOnnx()).isFalse();
    }
}
