package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class EliminateNopSplitTest {
    private final PassTester.Given tester = PassTester.of(new EliminateNopSplit());

    @Test
    void goesWithOnePart() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Split", "x", "p", "axis", 1)
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void staysWithMore() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Split", "x", "p q", "axis", 0)
                        .node("Relu", "p", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
