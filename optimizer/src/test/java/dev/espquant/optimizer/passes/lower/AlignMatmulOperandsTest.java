package dev.espquant.optimizer.passes.lower;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class AlignMatmulOperandsTest {
    private final PassTester.Given tester = PassTester.of(new AlignMatmulOperands());

    @Test
    void addsLeadingAxes() {
        assertThat(fired(new long[] {2, 3, 4}, new long[] {4, 5})).hasOperators("Unsqueeze", "MatMul");
        assertThat(fired(new long[] {3, 4}, new long[] {2, 6, 4, 5})).hasOperators("Unsqueeze", "MatMul");
    }

    @Test
    void makesMatricesOfVectors() {
        assertThat(fired(new long[] {3, 4}, new long[] {4})).hasOperators("Unsqueeze", "MatMul", "Squeeze");
        assertThat(fired(new long[] {2, 3, 4}, new long[] {4})).hasOperators("Unsqueeze", "MatMul", "Squeeze");
        assertThat(fired(new long[] {4}, new long[] {4, 5})).hasOperators("Unsqueeze", "MatMul", "Squeeze");
        assertThat(fired(new long[] {4}, new long[] {2, 4, 5})).hasOperators("Unsqueeze", "MatMul", "Squeeze");
    }

    @Test
    void leavesEqualRanksAndConstants() {
        tester.given(model(new long[] {2, 3, 4}, new long[] {2, 4, 5}).build()).doesNotFire();
        tester.given(Graphs.model("m")
                        .input("a", DataType.FLOAT, 2, 3, 4)
                        .initializer("b", Graphs.ramp(4, 5))
                        .node("MatMul", "a b", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        assertThat(Optimizer.optimize(
                                model(new long[] {2, 3, 4}, new long[] {4, 5}).build(), OptimizerOptions.full())
                        .model())
                .hasOperators("MatMul");
    }

    private Graph fired(long[] left, long[] right) {
        return tester.given(model(left, right).build()).fires(1);
    }

    private static Graphs model(long[] left, long[] right) {
        return Graphs.model("m")
                .input("a", DataType.FLOAT, left)
                .input("b", DataType.FLOAT, right)
                .node("MatMul", "a b", "y")
                .output("y");
    }
}
