package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class EliminateIfWithConstCondTest {
    private final PassTester.Given tester = PassTester.of(new EliminateIfWithConstCond());

    @Test
    void putsTheBranchThatIsTakenInItsPlace() {
        assertThat(tester.given(choice(true)).fires(1)).hasOperators("Abs", "Relu", "Add");
        assertThat(tester.given(choice(false)).fires(1)).hasOperators("Abs", "Neg");
    }

    @Test
    void renamesWhatIsTaken() {
        Graph result = tester.given(choice(true)).fires(1);
        assertThat(result).hasOutputs("y");
        org.assertj.core.api.Assertions.assertThat(
                        result.producer("y").orElseThrow().inputs())
                .noneMatch(i -> i.equals("a"));
    }

    @Test
    void handsThroughWhatComesFromAround() {
        Graph branch = Graphs.model("t").output("x").graphUnchecked();
        Graph other = Graphs.model("e").node("Neg", "x", "n").output("n").graphUnchecked();
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2)
                                .initializer("c", bool(true))
                                .node("If", "c", "i", "then_branch", branch, "else_branch", other)
                                .node("Relu", "i", "y")
                                .output("y")
                                .build())
                        .firesWithoutRunning(1))
                .hasOperators("Identity", "Relu");
    }

    @Test
    void followsNamesIntoInnerBranches() {
        Graph innerThen = Graphs.model("it").node("Relu", "a", "q").output("q").graphUnchecked();
        Graph innerElse = Graphs.model("ie").node("Abs", "a", "q").output("q").graphUnchecked();
        Graph branch = Graphs.model("t")
                .node("Neg", "x", "a")
                .node("If", "d", "b", "then_branch", innerThen, "else_branch", innerElse)
                .output("b")
                .graphUnchecked();
        Graph other = Graphs.model("e").node("Neg", "x", "n").output("n").graphUnchecked();
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2)
                                .input("d", DataType.BOOL, 1)
                                .initializer("c", bool(true))
                                .node("If", "c", "y", "then_branch", branch, "else_branch", other)
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Neg", "If");
    }

    @Test
    void staysIfTheConditionIsComputed() {
        Graph branch = Graphs.model("t").node("Relu", "x", "a").output("a").graphUnchecked();
        Graph other = Graphs.model("e").node("Neg", "x", "a").output("a").graphUnchecked();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2)
                        .input("c", DataType.BOOL, 1)
                        .node("If", "c", "y", "then_branch", branch, "else_branch", other)
                        .output("y")
                        .build())
                .doesNotFire();
    }

    private static dev.espquant.ir.Model choice(boolean condition) {
        Graph branch = Graphs.model("t")
                .initializer("k", Graphs.ramp(2))
                .node("Relu", "v", "a")
                .node("Add", "a k", "b")
                .output("b")
                .graphUnchecked();
        Graph other = Graphs.model("e").node("Neg", "v", "a").output("a").graphUnchecked();
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 2)
                .initializer("c", bool(condition))
                .node("Abs", "x", "v")
                .node("If", "c", "y", "then_branch", branch, "else_branch", other)
                .output("y")
                .build();
    }

    private static Tensor bool(boolean value) {
        return Tensor.ofBytes(DataType.BOOL, new long[0], ByteBuffer.wrap(new byte[] {(byte) (value ? 1 : 0)}));
    }
}
