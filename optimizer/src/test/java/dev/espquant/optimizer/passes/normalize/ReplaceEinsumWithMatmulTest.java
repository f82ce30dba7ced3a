package dev.espquant.optimizer.passes.normalize;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class ReplaceEinsumWithMatmulTest {
    private final PassTester.Given tester = PassTester.of(new ReplaceEinsumWithMatmul());

    @Test
    void multipliesMatrices() {
        assertThat(tester.given(Graphs.model("m")
                                .input("a", DataType.FLOAT, 2, 3, 4)
                                .input("b", DataType.FLOAT, 2, 4, 5)
                                .node("Einsum", "a b", "y", "equation", "bij, bjk -> bik")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("MatMul");
    }

    @Test
    void staysForOtherEquations() {
        tester.given(Graphs.model("m")
                        .input("a", DataType.FLOAT, 2, 3, 4)
                        .input("b", DataType.FLOAT, 2, 4, 5)
                        .node("Einsum", "a b", "y", "equation", "bij,bjk->bki")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("a", DataType.FLOAT, 2, 3, 4)
                        .input("b", DataType.FLOAT, 2, 4, 5)
                        .node("Einsum", "a b", "y", "equation", "bij,cjk->bik")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("a", DataType.FLOAT, 2, 3, 4)
                        .node("Einsum", "a", "y", "equation", "bij->bji")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
