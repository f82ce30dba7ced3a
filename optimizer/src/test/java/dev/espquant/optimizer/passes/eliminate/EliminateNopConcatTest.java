package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class EliminateNopConcatTest {
    private final PassTester.Given tester = PassTester.of(new EliminateNopConcat());

    @Test
    void goesWithOneInput() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Concat", "x", "p", "axis", 1)
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void staysWithTwo() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Concat", "x x", "p", "axis", 1)
                        .node("Relu", "p", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
