package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTranslatorTest {

    private static EspdlGraph lower(long opset, String opType, long axis, long... sizes) {
        return Lowered.of(Graphs.model("m")
                        .opset(opset)
                        .input("x", DataType.FLOAT, sizes)
                        .node(opType, "x", "y", "axis", axis)
                        .output("y")
                        .build())
                .graph();
    }

    @ParameterizedTest
    @CsvSource({"13,-1,2", "13,1,1", "11,2,2", "11,-1,2"})
    void oneAxisIsCountedFromTheFront(long opset, long given, long axis) {
        EspdlGraph graph = lower(opset, "Softmax", given, 2, 3, 4);
        assertThat(graph.nodes()).singleElement().satisfies(node -> {
            assertThat(node.opType()).isEqualTo("Softmax");
            assertThat(node.intAttribute("axis", -1)).isEqualTo(axis);
        });
        assertThat(graph.value("y").orElseThrow().type().elementType()).contains(DataType.FLOAT);
        assertThat(graph.value("y").orElseThrow().exponents().toArray()).containsExactly(0);
    }

    @Test
    void theStandardAxisIsTheLastAndBeforeOpset13TheSecond() {
        Graphs model = Graphs.model("m").input("x", DataType.FLOAT, 2, 3, 4);
        Node newer = Lowered.of(
                        model.opset(13).node("Softmax", "x", "y").output("y").build())
                .graph()
                .nodes()
                .get(0);
        assertThat(newer.intAttribute("axis", -1)).isEqualTo(2);
        EspdlGraph older = Lowered.of(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .opset(12)
                        .node("LogSoftmax", "x", "y")
                        .output("y")
                        .build())
                .graph();
        assertThat(older.nodes().get(0).intAttribute("axis", -1)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Softmax", "LogSoftmax"})
    void axesThatRunTogetherBecomeRows(String opType) {
        EspdlGraph graph = lower(12, opType, 1, 2, 3, 4);
        assertThat(graph.nodes()).extracting(Node::opType).containsExactly("Reshape", opType, "Reshape");
        Node softmax = graph.nodes().get(1);
        assertThat(softmax.intAttribute("axis", -1)).isEqualTo(1);
        assertThat(shape(graph, softmax.inputs().get(0))).isEqualTo(Shape.of(2, 12));
        assertThat(graph.value(softmax.inputs().get(0)).orElseThrow().type().elementType())
                .contains(DataType.INT8);
        assertThat(graph.value(softmax.output()).orElseThrow().type().elementType())
                .contains(DataType.FLOAT);
        assertThat(shape(graph, "y")).isEqualTo(Shape.of(2, 3, 4));
    }

    /** One element behind the axis: rows and axis are the same. */
    @Test
    void axesOfOneElementBehindItAreNoReasonForRows() {
        assertThat(lower(12, "Softmax", 1, 2, 3, 1, 1).nodes()).hasSize(1);
    }

    private static Shape shape(EspdlGraph graph, String value) {
        return graph.value(value).orElseThrow().type().shape().orElseThrow();
    }
}
