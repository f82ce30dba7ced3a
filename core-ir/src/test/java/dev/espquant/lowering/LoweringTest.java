package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoweringTest {

    @Test
    void anOpenBatchBecomesOneSample() {
        EspdlGraph graph = Lowered.of(Graphs.model("m")
                        .input("x", DataType.FLOAT, Shape.of(List.of(Dimension.named("N"), Dimension.of(4))))
                        .node("Sigmoid", "x", "y")
                        .output("y")
                        .build())
                .graph();
        assertThat(graph.inputs().get(0).type().shape()).contains(Shape.of(1, 4));
    }

    @Test
    void aSizeThatNobodyKnowsIsAnError() {
        Lowered lowered = Lowered.of(Graphs.model("m")
                .input("x", DataType.FLOAT, Shape.of(List.of(Dimension.of(1), Dimension.named("W"))))
                .node("Sigmoid", "x", "y")
                .output("y")
                .build());
        assertThatThrownBy(lowered::graph)
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("fixed input shapes");
    }

    @Test
    void aConstantThatTwoSumsShareHasTwoForms() {
        EspdlGraph graph = Lowered.of(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 4)
                        .initializer("three", Tensor.ofFloats(new long[0], 3))
                        .node("Add", "x three", "a")
                        .node("Add", "a three", "y")
                        .output("y")
                        .build())
                .with("y", dev.espquant.quant.TableEntry.of(-3))
                .graph();
        assertThat(graph.initializer("three").orElseThrow().elements().toLongs())
                .containsExactly(48);
        assertThat(graph.initializer("three_1").orElseThrow().elements().toLongs())
                .containsExactly(24);
    }

    @Test
    void valuesOfTheModelAreFoundInTheRuntimesLayout() {
        LoweredModel lowered = Lowered.of(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2, 1, 3)
                        .node("MaxPool", "x", "y", "kernel_shape", new long[] {1, 1})
                        .output("y")
                        .build())
                .lower();
        Tensor onnx = IntegerTensors.of(DataType.INT8, new long[] {1, 2, 1, 3}, 1, 2, 3, 4, 5, 6);
        Tensor runtime = IntegerTensors.of(DataType.INT8, new long[] {1, 1, 3, 2}, 1, 4, 2, 5, 3, 6);
        assertThat(lowered.toRuntime("y", onnx)).isEqualTo(runtime);
        assertThat(lowered.toOnnx("y", runtime)).isEqualTo(onnx);
    }
}
