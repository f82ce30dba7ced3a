package dev.espquant.evaluator.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrtErrorsTest {
    private static final Graph GRAPH = Graphs.model("m")
            .input("x", DataType.FLOAT, 1, 2)
            .node("Relu", "x", "y")
            .named("block/relu:0")
            .output("y")
            .graph();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Non-zero status code returned while running Relu node. Name:'block/relu:0' Status Message: no",
                "This is an invalid model. In Node, (\"block/relu:0\", Relu, \"\", -1) : bad",
                "Node (block/relu:0) Op (Relu) [ShapeInferenceError] bad",
                "Could not find an implementation for Relu(14) node with name 'block/relu:0'"
            })
    void findsTheNode(String text) {
        GraphException error = OrtErrors.wrap(new OrtException(text), GRAPH, "load");

        assertThat(error.node()).contains(GRAPH.nodes().get(0));
        assertThat(error).hasMessageContaining("node 'block/relu:0' (Relu)").hasMessageContaining(text);
        assertThat(error.getCause()).isInstanceOf(OrtException.class);
    }

    @Test
    void errorsWithoutANodeHaveNone() {
        assertThat(OrtErrors.wrap(new OrtException("out of memory"), GRAPH, "run")
                        .node())
                .isEmpty();
    }
}
