package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class EliminateNopExpandTest {
    private final PassTester.Given tester = PassTester.of(new EliminateNopExpand());

    @Test
    void goesIfNothingIsRepeated() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .initializer("s", Tensor.vector(1, 3))
                                .node("Expand", "x s", "p")
                                .node("Relu", "p", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu")
                .hasNoInitializer("s");
    }

    @Test
    void staysIfSomethingIs() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .initializer("s", Tensor.vector(4, 2, 3))
                        .node("Expand", "x s", "p")
                        .node("Relu", "p", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
