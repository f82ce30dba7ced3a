package dev.espquant.optimizer.passes.lift;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.Equivalence;
import dev.espquant.testing.Graphs;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** ONNX Runtime does not run these old forms: the expected models are written by hand. */
class OldBroadcastTest {
    private static Graphs model(long opset) {
        return Graphs.model("m").opset(opset).input("x", DataType.FLOAT, 2, 3, 4, 5);
    }

    @Test
    void aConstantAlongTheChannels() {
        Model lifted = LiftTester.liftOnly(model(6).initializer("b", Graphs.ramp(3))
                .node("Add", "x b", "y", "broadcast", 1, "axis", 1)
                .output("y"));
        Equivalence.assertEquivalent(
                model(13)
                        .initializer("b", Graphs.ramp(3).reshaped(3, 1, 1))
                        .node("Add", "x b", "y")
                        .output("y")
                        .build(),
                lifted);
        assertThat(lifted.graph()).hasOperators("Add");
    }

    @Test
    void aValueAlongTwoAxes() {
        Model lifted = LiftTester.liftOnly(model(6).input("b", DataType.FLOAT, 3, 4)
                .node("Mul", "x b", "y", "broadcast", 1, "axis", -3)
                .output("y"));
        Equivalence.assertEquivalent(
                model(13)
                        .input("b", DataType.FLOAT, 3, 4)
                        .initializer("axes", Tensor.vector(2))
                        .node("Unsqueeze", "b axes", "w")
                        .node("Mul", "x w", "y")
                        .output("y")
                        .build(),
                lifted);
    }

    @Test
    void theLastAxesMatchByThemselves() {
        Model lifted = LiftTester.liftOnly(model(6).initializer("b", Graphs.ramp(4, 5))
                .node("Sub", "x b", "y", "broadcast", 1)
                .output("y"));
        Assertions.assertThat(lifted.graph().nodes().get(0).attributes()).isEmpty();
        Assertions.assertThat(lifted.graph().nodes().get(0).inputs()).containsExactly("x", "b");
    }

    @Test
    void slopesOfChannels() {
        Model lifted = LiftTester.liftOnly(model(6).initializer("s", Graphs.ramp(3))
                .node("PRelu", "x s", "y")
                .output("y"));
        Assertions.assertThat(lifted.graph()
                        .initializer(lifted.graph().nodes().get(0).inputs().get(1))
                        .orElseThrow()
                        .shape())
                .isEqualTo(Shape.of(3, 1, 1));
    }

    @Test
    void theOldDefaultAxisOfConcat() {
        Model lifted = LiftTester.liftOnly(model(3).node("Concat", "x x", "y").output("y"));
        Assertions.assertThat(lifted.graph().nodes().get(0).intAttribute("axis", 0))
                .isEqualTo(1);
    }
}
