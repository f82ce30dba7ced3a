package dev.espquant.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class WorkTest {
    @Test
    void countsProductsAndWhatLayersReadAndWrite() {
        Work work = Work.of(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2, 6, 6)
                .initializer("w", Graphs.ramp(3, 2, 3, 3))
                .node("Conv", "x w", "c")
                .node("Relu", "c", "y")
                .output("y")
                .build());

        assertThat(work.products()).isEqualTo(4 * 4 * 3 * 2 * 9);
        assertThat(work.values()).isEqualTo(2 * 36 + 3 * 16);
    }
}
