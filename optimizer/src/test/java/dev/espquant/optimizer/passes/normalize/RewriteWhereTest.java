package dev.espquant.optimizer.passes.normalize;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class RewriteWhereTest {
    private final PassTester.Given tester = PassTester.of(new RewriteWhere());

    @Test
    void swapsTheOperands() {
        assertThat(tester.given(Graphs.model("m")
                                .input("c", DataType.BOOL, 2, 3)
                                .input("x", DataType.FLOAT, 2, 3)
                                .input("y", DataType.FLOAT, 3)
                                .node("Not", "c", "n")
                                .node("Where", "n x y", "z")
                                .output("z")
                                .build())
                        .fires(1))
                .hasOperators("Where");
    }

    @Test
    void staysIfOthersReadTheCondition() {
        tester.given(Graphs.model("m")
                        .input("c", DataType.BOOL, 2, 3)
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("Not", "c", "n")
                        .node("Neg", "x", "y")
                        .node("Where", "n x y", "z")
                        .node("Where", "n y x", "v")
                        .output("z")
                        .output("v")
                        .build())
                .doesNotFire();
    }
}
