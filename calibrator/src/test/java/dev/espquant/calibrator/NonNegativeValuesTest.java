package dev.espquant.calibrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class NonNegativeValuesTest {
    @Test
    void followsWhatReluLetsThrough() {
        assertThat(NonNegativeValues.of(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2, 4, 4)
                        .initializer("zero", Tensor.ofFloats(new long[] {}, 0))
                        .initializer("minus", Tensor.ofFloats(new long[] {}, -1))
                        .initializer("six", Tensor.ofFloats(new long[] {}, 6))
                        .node("Relu", "x", "r")
                        .node("MaxPool", "r", "p", "kernel_shape", new long[] {2, 2})
                        .node("Clip", "x zero six", "c")
                        .node("Clip", "x minus six", "d")
                        .node("Add", "r c", "s")
                        .node("Add", "r x", "t")
                        .node("Sub", "r c", "u")
                        .node("MaxPool", "x", "q", "kernel_shape", new long[] {2, 2})
                        .output("s")
                        .build()
                        .graph()))
                .containsExactlyInAnyOrder("r", "p", "c", "s");
    }
}
