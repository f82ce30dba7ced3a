package dev.espquant.optimizer.passes.lift;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResizeFormsTest {
    private static Graphs model(long opset) {
        return Graphs.model("m").opset(opset).input("x", DataType.FLOAT, 1, 2, 5, 4);
    }

    private static Tensor floats(float... values) {
        return Tensor.ofFloats(new long[] {values.length}, values);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nearest", "linear"})
    void upsampleWithAnInput(String mode) {
        Model lifted = LiftTester.lift(model(9).initializer("scales", floats(1, 1, 2, 1.5f))
                .node("Upsample", "x scales", "y", "mode", mode)
                .output("y"));
        assertThat(lifted.graph()).hasOperators("Resize");
        Assertions.assertThat(lifted.graph().nodes().get(0).inputs()).containsExactly("x", "", "scales");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nearest", "linear"})
    void upsampleWithAnAttribute(String mode) {
        Model lifted =
                LiftTester.lift(model(7).node("Upsample", "x", "y", "mode", mode, "scales", new float[] {1, 1, 3, 2})
                        .output("y"));
        assertThat(lifted.graph()).hasOperators("Resize");
        Assertions.assertThat(lifted.graph().nodes().get(0).attributes()).doesNotContainKey("scales");
    }

    @Test
    void upsampleOfTheFirstSet() {
        Model lifted = LiftTester.liftOnly(
                model(6).node("Upsample", "x", "y", "mode", "bilinear", "height_scale", 2.0, "width_scale", 3.0)
                        .output("y"));
        Assertions.assertThat(lifted.graph().nodes().get(0).textAttribute("mode", ""))
                .isEqualTo("linear");
    }

    @ParameterizedTest
    @CsvSource({"2,3,1", "0.6,0.5,1", "1,0.4,1", "1.7,1,1", "2,0.5,2", "0.7,1.3,2"})
    void resizeToTheNearestOfSet10(float height, float width, int nodes) {
        Model lifted = LiftTester.lift(model(10)
                .initializer("scales", floats(1, 1, height, width))
                .node("Resize", "x scales", "y")
                .output("y"));
        Assertions.assertThat(lifted.graph().nodes()).hasSize(nodes);
    }

    @ParameterizedTest
    @CsvSource({"2,3", "0.6,0.5", "0.7,1.3"})
    void linearResizeOfSet10(float height, float width) {
        Model lifted = LiftTester.lift(model(10)
                .initializer("scales", floats(1, 1, height, width))
                .node("Resize", "x scales", "y", "mode", "linear")
                .output("y"));
        assertThat(lifted.graph()).hasOperators("Resize");
    }

    @Test
    void roundingThatTheScalesDecideAtRunTime() {
        Assertions.assertThat(LiftTester.note(model(10)
                        .input("scales", DataType.FLOAT, 4)
                        .node("Resize", "x scales", "y")
                        .output("y")))
                .contains("the operator set stays 10", "'resize0'", "its scales are not constant");
    }

    @Test
    void emptyInputsOfSet11() {
        Model lifted = LiftTester.lift(model(11)
                .initializer("none", floats())
                .initializer("sizes", Tensor.vector(1, 2, 7, 9))
                .node("Resize", "x none none sizes", "y", "mode", "cubic")
                .output("y"));
        Assertions.assertThat(lifted.graph().nodes().get(0).inputs()).containsExactly("x", "", "", "sizes");
    }

    @Test
    void anEmptyInputThatTheCallerGives() {
        Model lifted = LiftTester.liftOnly(model(11)
                .input("scales", DataType.FLOAT, 0)
                .initializer("roi", floats())
                .initializer("sizes", Tensor.vector(1, 2, 7, 9))
                .node("Resize", "x roi scales sizes", "y")
                .output("y"));
        Assertions.assertThat(lifted.graph().nodes().get(0).inputs()).containsExactly("x", "", "", "sizes");
    }

    @Test
    void theModeThatSet13Dropped() {
        Model lifted = LiftTester.lift(model(11)
                .initializer("none", floats())
                .initializer("sizes", Tensor.vector(1, 2, 3, 7))
                .node(
                        "Resize",
                        "x none none sizes",
                        "y",
                        "coordinate_transformation_mode",
                        "tf_half_pixel_for_nn",
                        "nearest_mode",
                        "floor")
                .output("y"));
        Assertions.assertThat(lifted.graph().nodes().get(0).textAttribute("coordinate_transformation_mode", ""))
                .isEqualTo("half_pixel");
    }
}
