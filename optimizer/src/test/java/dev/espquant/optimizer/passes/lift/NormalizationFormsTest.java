package dev.espquant.optimizer.passes.lift;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class NormalizationFormsTest {
    private static Graphs model(long opset) {
        return Graphs.model("m").opset(opset).input("x", DataType.FLOAT, 2, 3, 2);
    }

    private static Graphs withParameters(Graphs model, long... sizes) {
        Tensor ramp = Graphs.ramp(sizes);
        float[] variance = ramp.toFloats();
        for (int i = 0; i < variance.length; i++) {
            variance[i] = 1 + variance[i] * variance[i];
        }
        return model.initializer("scale", ramp)
                .initializer("shift", ramp)
                .initializer("mean", ramp)
                .initializer("var", Tensor.ofFloats(sizes, variance));
    }

    @Test
    void batchNormalizationOfAllSets() {
        for (long opset : new long[] {7, 8, 9, 12, 13}) {
            Graphs model = withParameters(model(opset), 3);
            if (opset < 9) {
                model.node("BatchNormalization", "x scale shift mean var", "y", "spatial", 1, "epsilon", 0.01);
            } else {
                model.node("BatchNormalization", "x scale shift mean var", "y", "epsilon", 0.01);
            }
            Model lifted = LiftTester.lift(model.output("y"));
            assertThat(lifted.graph()).hasOperators("BatchNormalization");
            Assertions.assertThat(lifted.graph().nodes().get(0).attributes()).containsOnlyKeys("epsilon");
        }
    }

    @Test
    void parametersForEveryElement() {
        Model lifted = LiftTester.lift(withParameters(model(7), 3, 2)
                .node("BatchNormalization", "x scale shift mean var", "y", "spatial", 0)
                .output("y"));
        assertThat(lifted.graph()).hasOperators("Sub", "Add", "Sqrt", "Div", "Mul", "Add");
    }

    @Test
    void outputsOfTrainingThatNobodyReads() {
        Model lifted = LiftTester.liftOnly(withParameters(model(9), 3)
                .node("BatchNormalization", "x scale shift mean var", "y m v sm sv")
                .output("y"));
        Assertions.assertThat(lifted.graph().nodes().get(0).outputs()).containsExactly("y");
    }

    @Test
    void outputsOfTrainingThatSomebodyReads() {
        Assertions.assertThat(LiftTester.note(withParameters(model(9), 3)
                        .node("BatchNormalization", "x scale shift mean var", "y m v sm sv")
                        .output("y")
                        .output("m")))
                .contains("the operator set stays 9", "something reads output 'm'");
    }

    @Test
    void dropout() {
        Model lifted = LiftTester.lift(
                model(7).node("Dropout", "x", "y m", "ratio", 0.25).output("y"));
        Assertions.assertThat(lifted.graph().nodes().get(0).outputs()).containsExactly("y");
        Assertions.assertThat(lifted.graph().nodes().get(0).inputs()).hasSize(2);
        assertThat(LiftTester.lift(model(11).node("Dropout", "x", "y m").output("y"))
                        .graph())
                .hasOperators("Dropout");
        Assertions.assertThat(LiftTester.note(
                        model(10).node("Dropout", "x", "y m").output("y").output("m", DataType.BOOL, 2, 3, 2)))
                .contains("something reads output 'm'");
    }
}
