package dev.espquant.cli;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class OnnxRuntimeConstantsTest {
    @Test
    void foldsWhatTheOptimizerDoesNotCompute() {
        Model model = constantBehind("Erf", Graphs.ramp(2, 3));
        VerifiedOptimizer.Verified result =
                VerifiedOptimizer.optimize(model, OptimizerOptions.full(), VerifyOptions.When.END);
        assertThat(result.optimized().model()).hasOperators("Add");
        assertThat(result.proof()).isPresent();
    }

    @Test
    void computesLayersToo() {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 1)
                .initializer("c", Graphs.ramp(1, 2, 5, 5))
                .initializer("w", Graphs.ramp(3, 2, 3, 3))
                .node("Conv", "c w", "k")
                .node("Add", "x k", "y")
                .output("y")
                .build();
        assertThat(VerifiedOptimizer.optimize(model, OptimizerOptions.full(), VerifyOptions.When.END)
                        .optimized()
                        .model())
                .hasOperators("Add");
    }

    @Test
    void leavesRandomNumbersAndUnknownOperators() {
        Model random = constantBehind("RandomNormalLike", Graphs.ramp(2, 3));
        assertThat(VerifiedOptimizer.optimize(random, OptimizerOptions.full(), VerifyOptions.When.NEVER)
                        .optimized()
                        .model())
                .hasOperators("RandomNormalLike", "Add");
        Model unknown = constantBehind("NoSuchOperator", Tensor.vector(1));
        assertThat(VerifiedOptimizer.optimize(unknown, OptimizerOptions.full(), VerifyOptions.When.NEVER)
                        .optimized()
                        .model()
                        .graph()
                        .nodes())
                .hasSize(2);
    }

    private static Model constantBehind(String opType, Tensor tensor) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1)
                .initializer("c", tensor)
                .node(opType, "c", "k")
                .node("Add", "x k", "y")
                .output("y")
                .build();
    }
}
