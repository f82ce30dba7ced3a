package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseConsecutiveReduceUnsqueezeTest {
    private final PassTester.Given tester = PassTester.of(new FuseConsecutiveReduceUnsqueeze());

    @Test
    void keepsTheAxes() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3, 4, 5)
                                .initializer("a", Tensor.vector(2, 3))
                                .node("ReduceMean", "x", "r", "axes", new long[] {-1, 2}, "keepdims", 0)
                                .node("Unsqueeze", "r a", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("ReduceMean");
    }

    @Test
    void keepsTheAxesOfAnInput() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .initializer("a", Tensor.vector(1))
                                .initializer("b", Tensor.vector(1))
                                .node("ReduceSum", "x a", "r", "keepdims", 0)
                                .node("Unsqueeze", "r b", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("ReduceSum");
    }

    @Test
    void staysForOtherAxes() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .initializer("a", Tensor.vector(0))
                        .node("ReduceMean", "x", "r", "axes", new long[] {1}, "keepdims", 0)
                        .node("Unsqueeze", "r a", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
