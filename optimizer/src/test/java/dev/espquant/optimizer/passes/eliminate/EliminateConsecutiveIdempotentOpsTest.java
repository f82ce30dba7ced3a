package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class EliminateConsecutiveIdempotentOpsTest {
    private final PassTester.Given tester = PassTester.of(new EliminateConsecutiveIdempotentOps());

    @Test
    void goesAfterRelu() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Relu", "x", "a")
                                .node("Relu", "a", "p")
                                .node("Neg", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu", "Neg");
    }

    @Test
    void goesAfterCeil() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Ceil", "x", "a")
                                .node("Ceil", "a", "p")
                                .node("Neg", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Ceil", "Neg");
    }

    @Test
    void goesAfterFloor() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Floor", "x", "a")
                                .node("Floor", "a", "p")
                                .node("Neg", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Floor", "Neg");
    }

    @Test
    void goesAfterRound() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Round", "x", "a")
                                .node("Round", "a", "p")
                                .node("Neg", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Round", "Neg");
    }

    @Test
    void goesAfterAbs() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Abs", "x", "a")
                                .node("Abs", "a", "p")
                                .node("Neg", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Abs", "Neg");
    }

    @Test
    void goesAfterSign() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Sign", "x", "a")
                                .node("Sign", "a", "p")
                                .node("Neg", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Sign", "Neg");
    }

    @Test
    void staysAfterAnother() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Neg", "x", "a")
                        .node("Relu", "a", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Neg", "x", "a")
                        .node("Neg", "a", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
