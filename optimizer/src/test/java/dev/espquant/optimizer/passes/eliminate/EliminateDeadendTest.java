package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class EliminateDeadendTest {
    private final PassTester.Given tester = PassTester.of(new EliminateDeadend());

    @Test
    void goesWithAllThatOnlyItNeeded() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Neg", "x", "a")
                                .node("Abs", "a", "b")
                                .node("Relu", "x", "y")
                                .output("y")
                                .build())
                        .fires(2))
                .hasOperators("Relu");
    }

    @Test
    void staysIfASubgraphReadsIt() {
        Graph branch = Graphs.model("then").node("Neg", "i", "t").output("t").graphUnchecked();
        Graph other = Graphs.model("else").node("Abs", "i", "e").output("e").graphUnchecked();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2)
                        .input("c", DataType.BOOL)
                        .node("Relu", "x", "i")
                        .node("If", "c", "y", "then_branch", branch, "else_branch", other)
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
