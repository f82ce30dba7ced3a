package dev.espquant.optimizer.passes.normalize;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class ReplaceReduceMeanWithGlobalAveragePoolTest {
    private final PassTester.Given tester = PassTester.of(new ReplaceReduceMeanWithGlobalAveragePool());

    @Test
    void poolsOverSpace() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3, 4, 5)
                                .node("ReduceMean", "x", "y", "axes", new long[] {-1, 2})
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("GlobalAveragePool");
    }

    @Test
    void takesAxesFromAnInput() {
        assertThat(tester.given(Graphs.model("m")
                                .opset(18)
                                .input("x", DataType.FLOAT, 2, 3, 4, 5)
                                .initializer("a", Tensor.vector(2, 3))
                                .node("ReduceMean", "x a", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("GlobalAveragePool");
    }

    @Test
    void flattensWhereAxesAreDropped() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 3, 4, 5)
                .node("ReduceMean", "x", "y", "axes", new long[] {3, 2}, "keepdims", 0)
                .output("y")
                .build();
        assertThat(tester.given(model).fires(1)).hasOperators("GlobalAveragePool", "Flatten");
        assertThat(Optimizer.optimize(model, OptimizerOptions.full()).model()).hasOperators("ReduceMean");
    }

    @Test
    void staysForOtherAxesOrRanks() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3, 4, 5)
                        .node("ReduceMean", "x", "y", "axes", new long[] {1, 2})
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("ReduceMean", "x", "y", "axes", new long[] {1})
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
