package dev.espquant.optimizer.passes.normalize;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class MoveTransposeBehindElementwiseTest {
    private final PassTester.Given tester = PassTester.of(new MoveTransposeBehindElementwise());

    @Test
    void movesBehindAChain() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3, 4, 5)
                                .node("Transpose", "x", "t", "perm", new long[] {0, 2, 3, 1})
                                .node("Relu", "t", "r")
                                .node("Sigmoid", "r", "y")
                                .output("y")
                                .build())
                        .fires(2))
                .hasOperators("Relu", "Sigmoid", "Transpose");
    }

    @Test
    void transposesAConstantBack() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3, 4, 5)
                                .initializer("c", Graphs.ramp(3))
                                .initializer("d", Graphs.ramp(4, 5, 1))
                                .initializer("e", Tensor.ofFloats(new long[] {1}, 2f))
                                .node("Transpose", "x", "t", "perm", new long[] {0, 2, 3, 1})
                                .node("Add", "t c", "a")
                                .node("Sub", "d a", "b")
                                .node("Mul", "b e", "y")
                                .output("y")
                                .build())
                        .fires(3))
                .hasOperators("Add", "Sub", "Mul", "Transpose");
    }

    @Test
    void joinsTwo() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3, 4, 5)
                                .input("z", DataType.FLOAT, 2, 3, 1, 5)
                                .node("Transpose", "x", "t", "perm", new long[] {0, 2, 3, 1})
                                .node("Transpose", "z", "u", "perm", new long[] {0, 2, 3, 1})
                                .node("Add", "t u", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Add", "Transpose");
    }

    @Test
    void staysForOtherOrdersAndReaders() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 3, 3)
                        .input("z", DataType.FLOAT, 3, 3)
                        .node("Transpose", "x", "t", "perm", new long[] {1, 0})
                        .node("Add", "t z", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3, 4, 5)
                        .node("Transpose", "x", "t", "perm", new long[] {0, 2, 3, 1})
                        .node("Relu", "t", "y")
                        .output("t")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 2, 2, 2)
                        .node("Transpose", "x", "t", "perm", new long[] {0, 2, 3, 1})
                        .node("Transpose", "x", "u", "perm", new long[] {0, 3, 1, 2})
                        .node("Add", "t u", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void meetsTheNextOne() {
        org.assertj.core.api.Assertions.assertThat(dev.espquant.optimizer.Optimizer.optimize(
                                Graphs.model("m")
                                        .input("x", DataType.FLOAT, 2, 3, 4, 5)
                                        .node("Transpose", "x", "t", "perm", new long[] {0, 2, 3, 1})
                                        .node("Relu", "t", "r")
                                        .node("Transpose", "r", "y", "perm", new long[] {0, 3, 1, 2})
                                        .output("y")
                                        .build(),
                                dev.espquant.optimizer.OptimizerOptions.full())
                        .model()
                        .graph()
                        .nodes())
                .extracting(dev.espquant.ir.Node::opType)
                .containsExactly("Relu");
    }
}
