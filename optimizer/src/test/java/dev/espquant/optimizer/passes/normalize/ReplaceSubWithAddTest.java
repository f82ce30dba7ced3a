package dev.espquant.optimizer.passes.normalize;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class ReplaceSubWithAddTest {
    private final PassTester.Given tester = PassTester.of(new ReplaceSubWithAdd());

    @Test
    void changesTheConstantForThisNodeOnly() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .initializer("c", Tensor.ofFloats(new long[] {3}, 6, -0.5f, 3))
                                .node("Sub", "x c", "d")
                                .node("Mul", "d c", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Add", "Mul")
                .hasInitializer("c", Tensor.ofFloats(new long[] {3}, 6, -0.5f, 3));
    }

    @Test
    void staysForOtherOperandsAndTypes() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .initializer("c", Tensor.ofFloats(new long[] {3}, 6, -0.5f, 3))
                        .node("Sub", "c x", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.INT64, 2, 3)
                        .initializer("c", Tensor.vector(3))
                        .node("Sub", "x c", "y")
                        .output("y", DataType.INT64, 2, 3)
                        .build())
                .doesNotFire();
    }
}
