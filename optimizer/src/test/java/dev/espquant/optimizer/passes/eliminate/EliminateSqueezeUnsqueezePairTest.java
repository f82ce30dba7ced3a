package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class EliminateSqueezeUnsqueezePairTest {
    private final PassTester.Given tester = PassTester.of(new EliminateSqueezeUnsqueezePair());

    @Test
    void goesIfThePairUndoesItself() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .initializer("a", Tensor.vector(0))
                                .node("Unsqueeze", "x a", "u")
                                .node("Squeeze", "u a", "p")
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void goesForReshapesToo() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .initializer("s", Tensor.vector(6))
                                .initializer("t", Tensor.vector(2, 3))
                                .node("Reshape", "x s", "u")
                                .node("Reshape", "u t", "p")
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void staysIfItEndsElsewhere() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .initializer("a", Tensor.vector(0))
                        .initializer("b", Tensor.vector(0))
                        .node("Unsqueeze", "x a", "u")
                        .node("Unsqueeze", "u b", "p")
                        .node("Relu", "p", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .initializer("s", Tensor.vector(6))
                        .initializer("t", Tensor.vector(3, 2))
                        .node("Reshape", "x s", "u")
                        .node("Reshape", "u t", "p")
                        .node("Relu", "p", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
