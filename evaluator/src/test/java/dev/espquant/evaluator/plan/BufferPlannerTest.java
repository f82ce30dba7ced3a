package dev.espquant.evaluator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.engine.QuantizedBuffer.Storage;
import java.util.List;
import org.junit.jupiter.api.Test;

class BufferPlannerTest {
    @Test
    void aChainNeedsTwoBuffers() {
        BufferPlanner.Assignment memory = BufferPlanner.assign(
                List.of(value("x", 10), value("a", 30), value("b", 20), value("c", 10)),
                List.of(step(1, 0), step(2, 1), step(3, 2)));

        assertThat(memory.lengths()).hasSize(2);
        assertThat(memory.buffers().get(1)).isNotEqualTo(memory.buffers().get(2));
    }

    @Test
    void whatIsStillReadKeepsItsBuffer() {
        BufferPlanner.Assignment memory = BufferPlanner.assign(
                List.of(value("x", 10), value("a", 10), value("b", 10), value("sum", 10)),
                List.of(step(1, 0), step(2, 1), step(3, 0, 2)));

        assertThat(memory.buffers().asList().subList(0, 3)).doesNotHaveDuplicates();
        assertThat(memory.buffers().get(3))
                .isNotIn(memory.buffers().get(0), memory.buffers().get(2));
    }

    private static PlannedValue value(String name, int elements) {
        return new PlannedValue(name, Layout.onnx(new long[] {elements}), Storage.BYTES);
    }

    private static Step step(int output, int... inputs) {
        return new Step((in, out, images, scratch) -> 0, 0, 1, ImmutableIntArray.copyOf(inputs), output);
    }
}
