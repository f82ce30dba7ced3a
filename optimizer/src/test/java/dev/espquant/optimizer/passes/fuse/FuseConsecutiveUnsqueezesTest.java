package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseConsecutiveUnsqueezesTest {
    private final PassTester.Given tester = PassTester.of(new FuseConsecutiveUnsqueezes());

    @Test
    void joinsTwo() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .initializer("a", Tensor.vector(0))
                                .initializer("b", Tensor.vector(-2))
                                .node("Unsqueeze", "x a", "u")
                                .node("Unsqueeze", "u b", "p")
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Unsqueeze", "Relu")
                .hasInitializer("unsqueeze1_axes", Tensor.vector(0, 2));
    }

    @Test
    void joinsAttributes() {
        assertThat(tester.given(Graphs.model("m")
                                .opset(11)
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Unsqueeze", "x", "u", "axes", new long[] {1})
                                .node("Unsqueeze", "u", "p", "axes", new long[] {0})
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Unsqueeze", "Relu");
    }

    @Test
    void staysIfAxesAreComputed() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .input("k", DataType.INT64, 1)
                        .initializer("a", Tensor.vector(0))
                        .node("Unsqueeze", "x a", "u")
                        .node("Unsqueeze", "u k", "p")
                        .node("Relu", "p", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
