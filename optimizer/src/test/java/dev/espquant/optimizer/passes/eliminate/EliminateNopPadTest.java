package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class EliminateNopPadTest {
    private final PassTester.Given tester = PassTester.of(new EliminateNopPad());

    @Test
    void goesIfItAddsNothing() {
        assertThat(tester.given(pad(0, 0, 0, 0)).fires(1)).hasOperators("Relu").hasNoInitializer("pads");
    }

    @Test
    void goesInOldOpsets() {
        Model model = Graphs.model("m")
                .opset(10)
                .input("x", DataType.FLOAT, 2, 3)
                .node("Pad", "x", "p", "pads", new long[4], "value", 7f)
                .node("Relu", "p", "y")
                .output("y")
                .build();
        assertThat(tester.given(model).fires(1)).hasOperators("Relu");
    }

    @Test
    void goesWithChosenAxes() {
        Model model = Graphs.model("m")
                .opset(18)
                .input("x", DataType.FLOAT, 2, 3)
                .initializer("pads", Tensor.vector(0, 0))
                .initializer("axes", Tensor.vector(-1))
                .node("Pad", "x pads - axes", "p")
                .node("Relu", "p", "y")
                .output("y")
                .build();
        assertThat(tester.given(model).fires(1)).hasOperators("Relu");
    }

    @Test
    void staysIfItPadsOrCrops() {
        tester.given(pad(0, 0, 0, 1)).doesNotFire();
        tester.given(pad(0, -1, 0, 1)).doesNotFire();
    }

    @Test
    void staysIfTheAmountIsComputed() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .input("pads", DataType.INT64, 4)
                        .node("Pad", "x pads", "p")
                        .node("Relu", "p", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    private static Model pad(long... pads) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 3)
                .initializer("pads", Tensor.vector(pads))
                .node("Pad", "x pads", "p")
                .node("Relu", "p", "y")
                .output("y")
                .build();
    }
}
