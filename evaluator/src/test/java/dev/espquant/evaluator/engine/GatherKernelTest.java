package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.engine.QuantizedBuffer.Storage;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatherKernelTest {
    private static final GatherLayer REVERSED = new GatherLayer(ImmutableIntArray.of(2, 1, 0, -1), 3, 9);

    @Test
    void elementsMoveWithinTheirImageInAllKindsOfMemory() {
        for (Storage storage : List.of(Storage.BYTES, Storage.SHORTS, Storage.INTS)) {
            QuantizedBuffer input = QuantizedBuffer.allocate(storage, 6);
            for (int i = 0; i < 6; i++) {
                input.set(i, i + 1);
            }
            QuantizedBuffer output = QuantizedBuffer.allocate(storage, 8);
            new GatherKernel(REVERSED).run(List.of(input), output, 2, new Scratch());
            assertThat(output.toInts(8)).containsExactly(3, 2, 1, 9, 6, 5, 4, 9);
        }
    }

    @Test
    void sourcesLieWithinAnImage() {
        assertThatThrownBy(() -> new GatherLayer(ImmutableIntArray.of(3), 3, 0)).hasMessageContaining("beyond 3");
    }
}
