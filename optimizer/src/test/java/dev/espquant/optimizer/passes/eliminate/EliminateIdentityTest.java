package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class EliminateIdentityTest {
    private final PassTester.Given tester = PassTester.of(new EliminateIdentity());

    @Test
    void connectsReadersToTheSource() {
        Graph result = tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Relu", "x", "r")
                        .node("Identity", "r", "i")
                        .node("Identity", "i", "j")
                        .node("Neg", "j", "y")
                        .node("Add", "i r", "z")
                        .output("y")
                        .output("z")
                        .build())
                .fires(2);
        assertThat(result).hasOperators("Relu", "Neg", "Add");
    }

    @Test
    void givesTheNameOfAnOutputToItsSource() {
        Graph result = tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Relu", "x", "r")
                        .node("Abs", "r", "a")
                        .node("Identity", "r", "y")
                        .node("Add", "r a", "z")
                        .output("y")
                        .output("z")
                        .build())
                .fires(1);
        assertThat(result).hasOperators("Relu", "Abs", "Add").hasOutputs("y", "z");
        org.assertj.core.api.Assertions.assertThat(result.nodes().get(1).inputs())
                .containsExactly("y");
    }

    @Test
    void staysBetweenInputAndOutput() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2)
                        .node("Identity", "x", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void staysBetweenTwoOutputs() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2)
                        .node("Relu", "x", "y")
                        .node("Identity", "y", "z")
                        .output("y")
                        .output("z")
                        .build())
                .doesNotFire();
    }

    @Test
    void staysWhereASubgraphReadsIt() {
        Graph branch = Graphs.model("then").node("Neg", "i", "t").output("t").graphUnchecked();
        Graph other = Graphs.model("else").node("Abs", "i", "e").output("e").graphUnchecked();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2)
                        .input("c", DataType.BOOL)
                        .node("Relu", "x", "r")
                        .node("Identity", "r", "i")
                        .node("If", "c", "y", "then_branch", branch, "else_branch", other)
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
