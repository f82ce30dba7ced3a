package dev.espquant.ir.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.testing.Graphs;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Graphs that are built to make inference slow or large. */
class GraphInferenceTest {
    private static final TensorType OPEN = new TensorType(Optional.empty(), Optional.empty());

    @Test
    void ranksThatDoubleAreStopped() {
        Graphs graphs = Graphs.model("ranks").input("x0", DataType.INT64, 1, 1, 1);
        for (int i = 0; i < 40; i++) {
            graphs.node("Gather", "x" + i + " x" + i, "x" + (i + 1));
        }
        Model model = graphs.output("x40", OPEN).build();
        assertThatThrownBy(() -> ShapeInference.infer(model))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("axes, more than 64");
    }

    @Test
    void productsThatDoubleAreGivenUp() {
        Graphs graphs = Graphs.model("symbols")
                .input("x", DataType.FLOAT, NodeTester.parse("float[N]").shape().orElseThrow())
                .node("Shape", "x", "x0");
        for (int i = 0; i < 60; i++) {
            graphs.node("Mul", "x" + i + " x" + i, "x" + (i + 1));
        }
        Model model = ShapeInference.infer(graphs.output("x60", OPEN).build());
        assertThat(model.graph().shape("x60")).contains(Shape.of(1));
    }

    @Test
    void elementCountsThatOverflowAreErrors() {
        Graphs graphs = Graphs.model("sizes").input("x0", DataType.FLOAT, 1 << 20, 1);
        for (int i = 0; i < 6; i++) {
            graphs.node("MatMul", "x" + i + " t" + i, "p" + i).input("t" + i, DataType.FLOAT, 1, 1 << 20);
            graphs.node("Reshape", "p" + i + " flat", "x" + (i + 1));
        }
        Model model = graphs.initializer("flat", Tensor.vector(-1, 1))
                .output("x6", OPEN)
                .build();
        assertThatThrownBy(() -> ShapeInference.infer(model))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("more elements than a 64-bit number can count");
    }

    @Test
    void aLongChainIsNoProblem() {
        Graphs graphs = Graphs.model("chain").input("x0", DataType.FLOAT, 1, 8);
        for (int i = 0; i < 20_000; i++) {
            graphs.node("Relu", "x" + i, "x" + (i + 1));
        }
        Model model = ShapeInference.infer(graphs.output("x20000").build());
        assertThat(model.graph().shape("x20000")).contains(Shape.of(1, 8));
    }
}
