package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class EliminateShapeOpTest {
    private final PassTester.Given tester = PassTester.of(new EliminateShapeOp());

    @Test
    void makesAKnownShapeAConstant() {
        Graph result = tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Shape", "x", "s")
                        .node("Reshape", "x s", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(result).hasOperators("Reshape").hasInitializer("s_constant", Tensor.vector(2, 3));
    }

    @Test
    void takesThePartThatNewerShapesAskFor() {
        Graph result = tester.given(Graphs.model("m")
                        .opset(15)
                        .input(
                                "x",
                                DataType.FLOAT,
                                Shape.of(List.of(Dimension.named("N"), Dimension.of(3), Dimension.of(4))))
                        .node("Shape", "x", "s", "start", 1, "end", -1)
                        .node("Cast", "s", "y", "to", 1)
                        .output("y")
                        .build())
                .fires(1);
        assertThat(result).hasOperators("Cast").hasInitializer("s_constant", Tensor.vector(3));
    }

    @Test
    void staysForOpenSizesAndOutputs() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, Shape.of(List.of(Dimension.named("N"), Dimension.of(3))))
                        .node("Shape", "x", "s")
                        .node("Cast", "s", "y", "to", 1)
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Shape", "x", "y")
                        .output("y", DataType.INT64, 2)
                        .build())
                .doesNotFire();
    }
}
