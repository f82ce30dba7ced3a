package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.StandardOperator;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuseRmsNormalizationTest {
    private final PassTester.Given tester = PassTester.of(new FuseRmsNormalization());

    @ParameterizedTest
    @CsvSource({"13,Div", "17,Mul", "23,Div", "23,Mul"})
    void joinsAllForms(int opset, String form) {
        Graph graph = tester.given(model(opset, form)).fires(1);
        assertThat(graph.nodes()).hasSize(1);
        assertThat(StandardOperator.of(graph.nodes().get(0))).contains("RMSNormalization");
    }

    @Test
    void writesTheStandardOperatorWhereThereIsOne() {
        assertThat(tester.given(model(23, "Div")).fires(1)).hasOperators("RMSNormalization");
        assertThat(tester.given(model(22, "Div")).fires(1)).hasOperators("SimplifiedLayerNormalization");
        assertThat(Optimizer.optimize(model(22, "Div"), OptimizerOptions.full()).model())
                .hasNoOperator("SimplifiedLayerNormalization");
    }

    @Test
    void leavesLayerNormalizationsAlone() {
        tester.given(Graphs.model("m")
                        .opset(23)
                        .input("x", DataType.FLOAT, 2, 8)
                        .initializer("axes", Tensor.vector(-1))
                        .initializer("eps", Tensor.ofFloats(new long[0], 1e-6f))
                        .node("ReduceMean", "x axes", "mean")
                        .node("Sub", "x mean", "d")
                        .node("Mul", "d d", "q")
                        .node("ReduceMean", "q axes", "v")
                        .node("Add", "v eps", "w")
                        .node("Sqrt", "w", "s")
                        .node("Div", "d s", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    private static Model model(int opset, String form) {
        Graphs model = Graphs.model("m")
                .opset(opset)
                .input("x", DataType.FLOAT, 2, 3, 8)
                .initializer("eps", Tensor.ofFloats(new long[0], 1e-6f))
                .node("Mul", "x x", "q");
        if (opset >= 18) {
            model.initializer("axes", Tensor.vector(-1)).node("ReduceMean", "q axes", "v");
        } else {
            model.node("ReduceMean", "q", "v", "axes", new long[] {-1});
        }
        model.node("Add", "eps v", "w").node("Sqrt", "w", "s");
        return (form.equals("Div")
                        ? model.node("Div", "x s", "y")
                        : model.node("Reciprocal", "s", "r").node("Mul", "x r", "y"))
                .output("y")
                .build();
    }
}
