package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuseConcatIntoReshapeTest {
    private final PassTester.Given tester = PassTester.of(new FuseConcatIntoReshape());

    @Test
    void makesTheTargetConstant() {
        assertThat(tester.given(Graphs.model("m")
                                .input(
                                        "x",
                                        DataType.FLOAT,
                                        Shape.of(List.of(
                                                Dimension.named("N"),
                                                Dimension.of(8),
                                                Dimension.of(2),
                                                Dimension.of(2))))
                                .initializer("zero", Tensor.vector(0))
                                .initializer("rest", Tensor.vector(32))
                                .node("Shape", "x", "s")
                                .node("Gather", "s zero", "n")
                                .node("Concat", "n rest", "t", "axis", 0)
                                .node("Reshape", "x t", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Reshape")
                .hasInitializer("reshape3_shape", Tensor.vector(-1, 32));
    }

    @Test
    void staysIfTheResultIsOpen() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .input("k", DataType.INT64, 2)
                        .node("Reshape", "x k", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
