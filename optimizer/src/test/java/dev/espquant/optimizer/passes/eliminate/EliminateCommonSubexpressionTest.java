package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class EliminateCommonSubexpressionTest {
    private final PassTester.Given tester = PassTester.of(new EliminateCommonSubexpression());

    @Test
    void computesOnce() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Relu", "x", "a")
                                .node("Relu", "x", "b")
                                .node("Neg", "a", "c")
                                .node("Neg", "b", "d")
                                .node("Add", "c d", "y")
                                .output("y")
                                .build())
                        .fires(2))
                .hasOperators("Relu", "Neg", "Add");
    }

    @Test
    void keepsTheNameOfAnOutput() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Relu", "x", "a")
                                .node("Neg", "a", "b")
                                .node("Relu", "x", "y")
                                .node("Add", "b y", "z")
                                .output("y")
                                .output("z")
                                .build())
                        .fires(1))
                .hasOperators("Relu", "Neg", "Add")
                .hasOutputs("y", "z");
    }

    @Test
    void staysForOtherAttributesAndInputs() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("LeakyRelu", "x", "a", "alpha", 0.1f)
                        .node("LeakyRelu", "x", "b", "alpha", 0.2f)
                        .node("Add", "a b", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Relu", "x", "y")
                        .node("Relu", "x", "z")
                        .output("y")
                        .output("z")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("RandomNormalLike", "x", "a")
                        .node("RandomNormalLike", "x", "b")
                        .node("Add", "a b", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
