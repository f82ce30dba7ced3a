package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class EliminateNopReshapeTest {
    private final PassTester.Given tester = PassTester.of(new EliminateNopReshape());

    @Test
    void goesIfTheSizesStay() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .initializer("s", Tensor.vector(-1, 3))
                                .node("Reshape", "x s", "p")
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void goesForAnOpenBatch() {
        assertThat(tester.given(Graphs.model("m")
                                .input(
                                        "x",
                                        DataType.FLOAT,
                                        Shape.of(List.of(
                                                Dimension.named("N"),
                                                Dimension.of(8),
                                                Dimension.of(2),
                                                Dimension.of(2))))
                                .initializer("s", Tensor.vector(0, 8, 2, 2))
                                .node("Reshape", "x s", "p")
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void staysIfTheyChange() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .initializer("s", Tensor.vector(3, 2))
                        .node("Reshape", "x s", "p")
                        .node("Relu", "p", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
