package dev.espquant.optimizer.passes.normalize;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class AdjustSliceAndMatmulTest {
    private final PassTester.Given tester = PassTester.of(new AdjustSliceAndMatmul());

    @Test
    void multipliesFirst() {
        assertThat(tester.given(cutting(0)).fires(1)).hasOperators("MatMul", "Slice");
        assertThat(tester.given(cutting(-2)).fires(1)).hasOperators("MatMul", "Slice");
    }

    @Test
    void staysIfColumnsAreCut() {
        tester.given(Graphs.model("m")
                        .input("start", DataType.INT64, 1)
                        .initializer("end", Tensor.vector(100))
                        .initializer("axis", Tensor.vector(1))
                        .initializer("c", Graphs.ramp(4, 3))
                        .initializer("w", Graphs.ramp(3, 2))
                        .node("Slice", "c start end axis", "s")
                        .node("MatMul", "s w", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void leavesConstantBoundsToFolding() {
        tester.given(Graphs.model("m")
                        .initializer("start", Tensor.vector(1))
                        .initializer("end", Tensor.vector(100))
                        .initializer("axis", Tensor.vector(0))
                        .initializer("c", Graphs.ramp(4, 3))
                        .initializer("w", Graphs.ramp(3, 2))
                        .node("Slice", "c start end axis", "s")
                        .node("MatMul", "s w", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    private static Model cutting(long axis) {
        return Graphs.model("m")
                .input("start", DataType.INT64, 1)
                .initializer("end", Tensor.vector(100))
                .initializer("axis", Tensor.vector(axis))
                .initializer("c", Graphs.ramp(4, 3))
                .initializer("w", Graphs.ramp(3, 2))
                .node("Slice", "c start end axis", "s")
                .node("MatMul", "s w", "y")
                .output("y")
                .build();
    }
}
