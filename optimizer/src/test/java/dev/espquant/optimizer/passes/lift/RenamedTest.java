package dev.espquant.optimizer.passes.lift;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class RenamedTest {
    @Test
    void scatter() {
        Model lifted = LiftTester.lift(Graphs.model("m")
                .opset(9)
                .input("x", DataType.FLOAT, 3, 3)
                .initializer("i", Tensor.ofLongs(new long[] {2, 3}, 1, 0, 2, 0, 2, 1))
                .initializer("u", Graphs.ramp(2, 3))
                .node("Scatter", "x i u", "y")
                .output("y"));
        assertThat(lifted.graph()).hasOperators("ScatterElements");
    }

    @Test
    void castByName() {
        Model lifted = LiftTester.liftOnly(Graphs.model("m")
                .opset(5)
                .input("x", DataType.FLOAT, 3)
                .node("Cast", "x", "y", "to", "INT32")
                .output("y", DataType.INT32, 3));
        Assertions.assertThat(lifted.graph().nodes().get(0).intAttribute("to", 0))
                .isEqualTo(6);
    }

    @Test
    void roiAlign() {
        Model lifted = LiftTester.lift(Graphs.model("m")
                .opset(10)
                .input("x", DataType.FLOAT, 1, 2, 8, 8)
                .initializer("rois", Tensor.ofFloats(new long[] {2, 4}, 0, 0, 7, 7, 1.5f, 2, 6, 5))
                .initializer("batch", Tensor.vector(0, 0))
                .node("RoiAlign", "x rois batch", "y", "output_height", 3, "output_width", 2, "sampling_ratio", 2)
                .output("y"));
        Assertions.assertThat(lifted.graph().nodes().get(0).textAttribute("coordinate_transformation_mode", ""))
                .isEqualTo("output_half_pixel");
    }

    @Test
    void attributesAndOperatorsThatHaveGone() {
        Model lifted = LiftTester.liftOnly(Graphs.model("m")
                .opset(5)
                .input("x", DataType.FLOAT, 3)
                .node("Relu", "x", "y", "consumed_inputs", new long[] {0})
                .output("y"));
        Assertions.assertThat(lifted.graph().nodes().get(0).attributes()).isEmpty();
        Assertions.assertThat(LiftTester.note(Graphs.model("m")
                        .opset(9)
                        .input("x", DataType.FLOAT, 3)
                        .node("ScaledTanh", "x", "y")
                        .output("y")))
                .contains("the operator set stays 9", "newer operator sets do not have it");
    }
}
