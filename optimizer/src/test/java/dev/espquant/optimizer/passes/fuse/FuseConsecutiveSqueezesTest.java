package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseConsecutiveSqueezesTest {
    private final PassTester.Given tester = PassTester.of(new FuseConsecutiveSqueezes());

    @Test
    void joinsTwo() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 1, 2, 1, 3)
                                .initializer("a", Tensor.vector(0))
                                .initializer("b", Tensor.vector(-2))
                                .node("Squeeze", "x a", "u")
                                .node("Squeeze", "u b", "p")
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Squeeze", "Relu")
                .hasInitializer("squeeze1_axes", Tensor.vector(0, 2));
    }

    @Test
    void joinsAttributes() {
        assertThat(tester.given(Graphs.model("m")
                                .opset(11)
                                .input("x", DataType.FLOAT, 1, 2, 1, 3)
                                .node("Squeeze", "x", "u", "axes", new long[] {0})
                                .node("Squeeze", "u", "p", "axes", new long[] {1})
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Squeeze", "Relu");
    }

    @Test
    void staysWithoutAxes() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2, 1, 3)
                        .node("Squeeze", "x", "u")
                        .node("Squeeze", "u", "p")
                        .node("Relu", "p", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
