package dev.espquant.optimizer.passes.lift;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxAxisTest {
    @ParameterizedTest
    @ValueSource(strings = {"Softmax", "LogSoftmax", "Hardmax"})
    void ofTheLastAxisIsTheSame(String opType) {
        Model lifted = LiftTester.lift(Graphs.model("m")
                .opset(9)
                .input("x", DataType.FLOAT, 3, 4)
                .node(opType, "x", "y")
                .output("y"));
        assertThat(lifted.graph()).hasOperators(opType);
        Assertions.assertThat(lifted.graph().nodes().get(0).intAttribute("axis", -1))
                .isEqualTo(1);
    }

    @Test
    void beforeAxesOfOneIsTheSame() {
        Model lifted = LiftTester.lift(Graphs.model("m")
                .opset(11)
                .input("x", DataType.FLOAT, 1, 5, 1, 1)
                .node("Softmax", "x", "a")
                .node("Softmax", "a", "y", "axis", -3)
                .output("y"));
        assertThat(lifted.graph()).hasOperators("Softmax", "Softmax");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Softmax", "LogSoftmax", "Hardmax"})
    void ofSeveralAxesGoesThroughAMatrix(String opType) {
        for (long axis : new long[] {0, 1, 2}) {
            Model lifted = LiftTester.lift(Graphs.model("m")
                    .opset(12)
                    .input("x", DataType.FLOAT, 2, 3, 2, 2)
                    .node(opType, "x", "y", "axis", axis)
                    .output("y"));
            assertThat(lifted.graph()).hasOperators("Flatten", opType, "Reshape");
        }
    }

    @Test
    void openSizesAreAskedFor() {
        Shape shape = Shape.of(List.of(Dimension.named("N"), Dimension.of(3), Dimension.of(2)));
        Model one = LiftTester.lift(Graphs.model("m")
                .opset(7)
                .input("x", DataType.FLOAT, shape)
                .node("Softmax", "x", "y")
                .output("y"));
        assertThat(one.graph()).hasOperators("Flatten", "Softmax", "Reshape");
        Shape open = Shape.of(List.of(Dimension.named("N"), Dimension.of(3), Dimension.named("W")));
        Model two = LiftTester.lift(Graphs.model("m")
                .opset(7)
                .input("x", DataType.FLOAT, open)
                .node("Softmax", "x", "y")
                .output("y"));
        assertThat(two.graph()).hasOperators("Flatten", "Softmax", "Shape", "Reshape");
    }

    @Test
    void inASubgraphWhoseShapesNobodyKnows() {
        Graph branch =
                Graphs.model("then").node("Softmax", "x", "t").output("t").graphUnchecked();
        Graph other = Graphs.model("else").node("Neg", "x", "e").output("e").graphUnchecked();
        Model lifted = LiftTester.lift(Graphs.model("m")
                .opset(9)
                .input("x", DataType.FLOAT, 2, 3, 4)
                .input("c", DataType.BOOL)
                .node("If", "c", "y", "then_branch", branch, "else_branch", other)
                .output("y"));
        assertThat(lifted.graph()).hasOperators("If");
    }
}
