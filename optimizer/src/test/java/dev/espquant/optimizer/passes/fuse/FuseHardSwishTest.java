package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseHardSwishTest {
    private final PassTester.Given tester = PassTester.of(new FuseHardSwish());

    @Test
    void makesOneOperator() {
        assertThat(tester.given(Graphs.model("m")
                                .opset(14)
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("HardSigmoid", "x", "g", "alpha", 1f / 6)
                                .node("Mul", "x g", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("HardSwish");
    }

    @Test
    void takesEitherOrder() {
        assertThat(tester.given(Graphs.model("m")
                                .opset(14)
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("HardSigmoid", "x", "g", "alpha", 1f / 6)
                                .node("Mul", "g x", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("HardSwish");
    }

    @Test
    void staysInOldOpsetsAndForOtherGates() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("HardSigmoid", "x", "g", "alpha", 1f / 6)
                        .node("Mul", "x g", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .opset(14)
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("HardSigmoid", "x", "g")
                        .node("Mul", "x g", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .opset(14)
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Neg", "x", "z")
                        .node("HardSigmoid", "x", "g", "alpha", 1f / 6)
                        .node("Mul", "z g", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
