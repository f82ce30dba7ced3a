package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleLayoutTest {
    @Test
    void equalSizesPass() {
        SampleLayout layout = match(batch(3, 8, 6), 5, 3, 8, 6);

        assertThat(layout.sizes().toArray()).containsExactly(3, 8, 6);
        assertThat(layout.note()).isEmpty();
    }

    @Test
    void unknownDimensionsTakeWhatComes() {
        Shape open = Shape.of(List.of(Dimension.named("N"), Dimension.unknown(), Dimension.named("W")));

        assertThat(match(open, 5, 3, 8).sizes().toArray()).containsExactly(3, 8);
        assertThat(SampleLayout.match("x", Optional.empty(), array(5, 3, 8))
                        .sizes()
                        .toArray())
                .containsExactly(3, 8);
    }

    @Test
    void singletonDimensionsComeAndGo() {
        assertThat(match(batch(1, 28, 28), 9, 28, 28).sizes().toArray()).containsExactly(1, 28, 28);
        assertThat(match(batch(28, 28), 9, 28, 28, 1).sizes().toArray()).containsExactly(28, 28);
        SampleLayout turned = match(batch(1, 49, 10), 9, 49, 10, 1);
        assertThat(turned.sizes().toArray()).containsExactly(1, 49, 10);
        assertThat(turned.note().orElseThrow())
                .contains("[49, 10, 1] are taken as [1, 49, 10]")
                .contains("input 'x'");
    }

    @Test
    void channelsLastForChannelsFirstIsToldHowToTurn() {
        assertThatThrownBy(() -> match(batch(3, 32, 24), 5, 32, 24, 3))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("channels last (NHWC)")
                .hasMessageContaining(".transpose(0, 3, 1, 2).copy())")
                .hasMessageContaining("Transpose");
        assertThatThrownBy(() -> match(batch(3, 100), 5, 100, 3)).hasMessageContaining(".transpose(0, 2, 1)");
    }

    @Test
    void channelsFirstForChannelsLastToo() {
        assertThatThrownBy(() -> match(batch(32, 24, 3), 5, 3, 32, 24))
                .hasMessageContaining("channels first (NCHW)")
                .hasMessageContaining(".transpose(0, 2, 3, 1).copy())");
    }

    @Test
    void otherSizesAreRefused() {
        assertThatThrownBy(() -> match(batch(3, 32, 32), 5, 3, 16, 32))
                .hasMessageContaining("input 'x' has shape [N,3,32,32] (batch first), the array [5, 3, 16, 32]");
        assertThatThrownBy(() -> match(batch(784), 5, 28, 28)).hasMessageContaining("[784]");
    }

    @Test
    void oneSampleWithoutBatchIsTold() {
        assertThatThrownBy(() -> match(batch(3, 32, 32), 3, 32, 32))
                .hasMessageContaining("one sample without the dimension that counts samples")
                .hasMessageContaining("array[None]");
    }

    @Test
    void noSamplesAreRefused() {
        assertThatThrownBy(() -> match(batch(2), 0, 2)).hasMessageContaining("holds no samples");
        assertThatThrownBy(() -> match(batch(2))).hasMessageContaining("holds no samples");
        assertThatThrownBy(() -> match(Shape.of(), 1, 2)).hasMessageContaining("scalar");
    }

    private static SampleLayout match(Shape shape, long... sizes) {
        return SampleLayout.match("x", Optional.of(shape), array(sizes));
    }

    private static Shape batch(long... sizes) {
        return Shape.of(SampleSource.withBatch(1, sizes)).with(0, Dimension.named("N"));
    }

    private static NpyArray array(long... sizes) {
        String shape = Arrays.toString(sizes).replace('[', '(').replace("]", sizes.length == 1 ? ",)" : ")");
        byte[] data = new byte[(int) Shape.elementCount(sizes)];
        return NpyArray.of("data.npy", ArrayBytes.of(ByteBuffer.wrap(Npy.file(1, Npy.dictionary("|u1", shape), data))));
    }
}
