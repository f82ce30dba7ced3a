package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.engine.QuantizedBuffer.Storage;
import dev.espquant.quant.BitWidth;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableKernelTest {
    @Test
    void everyElementOfABatchIsLookedUpInAllWidths() {
        for (BitWidth input : BitWidth.values()) {
            for (BitWidth output : BitWidth.values()) {
                TableLayer layer = TableLayerTest.of(input, output, x -> output.saturate(7 * (long) x - 3));
                int[] values =
                        new Random(1).ints(30, input.min(), input.max() + 1).toArray();
                QuantizedBuffer result = QuantizedBuffer.allocate(Storage.of(output), 31);
                long overflows = new TableKernel(layer, 10)
                        .run(List.of(QuantizedBuffer.of(input, values)), result, 3, new Scratch());
                assertThat(overflows).isZero();
                for (int i = 0; i < 30; i++) {
                    assertThat(result.get(i)).isEqualTo(layer.apply(values[i]));
                }
                assertThat(result.get(30)).isZero();
            }
        }
    }
}
