package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class EliminateUnusedInitializerTest {
    private final PassTester.Given tester = PassTester.of(new EliminateUnusedInitializer());

    @Test
    void dropsWhatNobodyReads() {
        Graph result = tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2)
                        .initializer("a", Graphs.ramp(2))
                        .initializer("b", Graphs.ramp(2))
                        .node("Add", "x a", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(result).hasInitializer("a", Graphs.ramp(2)).hasNoInitializer("b");
    }

    @Test
    void keepsWhatSubgraphsAndOutputsRead() {
        Graph branch = Graphs.model("then").node("Neg", "a", "t").output("t").graphUnchecked();
        Graph other = Graphs.model("else").node("Abs", "a", "e").output("e").graphUnchecked();
        tester.given(Graphs.model("m")
                        .input("c", DataType.BOOL)
                        .initializer("a", Graphs.ramp(2))
                        .initializer("b", Graphs.ramp(2))
                        .node("If", "c", "y", "then_branch", branch, "else_branch", other)
                        .output("y")
                        .output("b")
                        .build())
                .doesNotFire();
    }
}
