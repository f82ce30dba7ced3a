package dev.espquant.optimizer.passes.lift;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeInputsTest {
    private static Graphs model(long opset) {
        return Graphs.model("m").opset(opset).input("x", DataType.FLOAT, 2, 3, 1, 4);
    }

    private static long[] constant(Model model, int node, int input) {
        String name = model.graph().nodes().get(node).inputs().get(input);
        return model.graph().initializer(name).orElseThrow().toLongs();
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 9, 11, 12})
    void axesOfSqueezeAndUnsqueeze(long opset) {
        Model lifted = LiftTester.lift(model(opset)
                .node("Squeeze", "x", "s", "axes", new long[] {2})
                .node("Unsqueeze", "s", "u", "axes", new long[] {0, 2})
                .node("Squeeze", "u", "y")
                .output("y"));
        assertThat(lifted.graph()).hasOperators("Squeeze", "Unsqueeze", "Squeeze");
        Assertions.assertThat(constant(lifted, 0, 1)).containsExactly(2);
        Assertions.assertThat(constant(lifted, 1, 1)).containsExactly(0, 2);
        Assertions.assertThat(lifted.graph().nodes().get(2).inputs()).containsExactly("u");
        Assertions.assertThat(lifted.graph().nodes())
                .allMatch(n -> n.attributes().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ReduceL1",
                "ReduceL2",
                "ReduceLogSumExp",
                "ReduceMax",
                "ReduceMean",
                "ReduceMin",
                "ReduceProd",
                "ReduceSum",
                "ReduceSumSquare"
            })
    void axesOfReductions(String opType) {
        for (long opset : new long[] {7, 11, 12}) {
            Model lifted = LiftTester.lift(model(opset)
                    .node(opType, "x", "r", "axes", new long[] {1, 3}, "keepdims", 0)
                    .node(opType, "r", "y")
                    .output("y"));
            Assertions.assertThat(constant(lifted, 0, 1)).containsExactly(1, 3);
            Assertions.assertThat(lifted.graph().nodes().get(1).inputs()).hasSize(1);
        }
    }

    @Test
    void axesOfReductionsInTheLastSetThatHadThem() {
        Model lifted = LiftTester.lift(
                model(17).node("ReduceMean", "x", "y", "axes", new long[] {-1}).output("y"));
        Assertions.assertThat(constant(lifted, 0, 1)).containsExactly(-1);
    }

    @Test
    void axesOfReduceSumThatAreAnInputAlready() {
        Model lifted = LiftTester.lift(model(14)
                .initializer("axes", Tensor.vector(1))
                .node("ReduceSum", "x axes", "y")
                .output("y"));
        assertThat(lifted.graph()).hasOperators("ReduceSum");
        Assertions.assertThat(constant(lifted, 0, 1)).containsExactly(1);
    }

    @Test
    void slice() {
        Model lifted = LiftTester.lift(model(9).node(
                        "Slice",
                        "x",
                        "s",
                        "starts",
                        new long[] {1, -3},
                        "ends",
                        new long[] {3, 100},
                        "axes",
                        new long[] {1, 3})
                .node("Slice", "s", "y", "starts", new long[] {1}, "ends", new long[] {2})
                .output("y"));
        Assertions.assertThat(constant(lifted, 0, 3)).containsExactly(1, 3);
        Assertions.assertThat(lifted.graph().nodes().get(1).inputs()).hasSize(3);
    }

    @Test
    void clip() {
        Model lifted = LiftTester.lift(model(10)
                .node("Clip", "x", "a", "min", -0.5, "max", 0.75)
                .node("Clip", "a", "b", "max", 0.25)
                .node("Clip", "b", "y")
                .output("y"));
        Assertions.assertThat(lifted.graph().nodes().get(1).inputs().get(1)).isEmpty();
        Assertions.assertThat(lifted.graph().nodes().get(2).inputs()).containsExactly("b");
    }

    @Test
    void aPadValueOfAnotherType() {
        Model lifted = LiftTester.lift(Graphs.model("m")
                .opset(10)
                .input("x", DataType.FLOAT, 4)
                .node("Cast", "x", "d", "to", 11)
                .node("Pad", "d", "p", "pads", new long[] {1, 1}, "value", 0.5)
                .output("p", DataType.DOUBLE, 6));
        assertThat(lifted.graph()).hasOperators("Cast", "Cast", "Pad");
    }

    @Test
    void pad() {
        Model lifted = LiftTester.lift(
                model(7).node("Pad", "x", "a", "pads", new long[] {0, 0, 1, 2, 0, 0, 2, 1}, "value", -1.5)
                        .node("Pad", "a", "b", "pads", new long[] {0, 0, 1, 1, 0, 0, 1, 1}, "mode", "reflect")
                        .node("Pad", "b", "y", "pads", new long[] {0, 0, 1, 1, 0, 0, 1, 1})
                        .output("y"));
        Assertions.assertThat(lifted.graph().nodes().get(0).inputs()).hasSize(3);
        Assertions.assertThat(lifted.graph().nodes().get(2).inputs()).hasSize(2);
    }

    @Test
    void topK() {
        Model lifted = LiftTester.lift(model(9).node("TopK", "x", "y i", "k", 2).output("y"));
        Assertions.assertThat(constant(lifted, 0, 1)).containsExactly(2);
    }

    @Test
    void splitWithAndWithoutLengths() {
        Model lifted = LiftTester.lift(model(11)
                .node("Split", "x", "a b", "axis", 3, "split", new long[] {1, 3})
                .node("Split", "b", "c d e", "axis", 1)
                .node("Concat", "c d e", "y", "axis", 1)
                .output("a")
                .output("y"));
        Assertions.assertThat(constant(lifted, 0, 1)).containsExactly(1, 3);
        Assertions.assertThat(lifted.graph().nodes().get(0).attributes()).doesNotContainKey("num_outputs");
        Assertions.assertThat(lifted.graph().nodes().get(1).intAttribute("num_outputs", 0))
                .isEqualTo(3);
    }

    @Test
    void reshapeOfTheFirstSets() {
        Model lifted = LiftTester.liftOnly(
                model(4).node("Reshape", "x", "y", "shape", new long[] {6, -1}).output("y"));
        Assertions.assertThat(constant(lifted, 0, 1)).containsExactly(6, -1);
    }
}
