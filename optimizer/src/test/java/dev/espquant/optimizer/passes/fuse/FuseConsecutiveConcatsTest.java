package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseConsecutiveConcatsTest {
    private final PassTester.Given tester = PassTester.of(new FuseConsecutiveConcats());

    @Test
    void takesTheInnerOneIn() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Neg", "x", "n")
                                .node("Concat", "x n", "a", "axis", 1)
                                .node("Concat", "n a x", "p", "axis", 1)
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Neg", "Concat", "Relu");
    }

    @Test
    void staysForAnotherAxisOrReader() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Concat", "x x", "a", "axis", 1)
                        .node("Concat", "a a", "p", "axis", 0)
                        .node("Relu", "p", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Concat", "x x", "a", "axis", 1)
                        .node("Concat", "a x", "y", "axis", 1)
                        .output("a")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
