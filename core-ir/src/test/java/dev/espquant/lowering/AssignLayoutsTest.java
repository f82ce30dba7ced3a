package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class AssignLayoutsTest {
    private static final Tensor WEIGHTS = Graphs.ramp(6, 3, 1, 1);

    private static Graphs conv() {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3, 4, 5)
                .initializer("w", WEIGHTS)
                .node("Conv", "x w", "c");
    }

    @Test
    void aConvolutionTakesItsInputAndGivesItsOutputChannelsLast() {
        EspdlGraph graph = Lowered.of(conv().output("c").build()).graph();
        assertThat(graph.nodes()).extracting(Node::opType).containsExactly("Conv");
        assertThat(shape(graph, "x")).isEqualTo(Shape.of(1, 4, 5, 3));
        assertThat(shape(graph, "c")).isEqualTo(Shape.of(1, 4, 5, 6));
    }

    @Test
    void theTransposesOfAnNhwcExportCostNothing() {
        Lowered lowered = Lowered.of(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 4, 5, 3)
                .initializer("w", WEIGHTS)
                .node("Transpose", "x", "t", "perm", new long[] {0, 3, 1, 2})
                .node("Conv", "t w", "c")
                .node("Relu", "c", "r")
                .node("Transpose", "r", "y", "perm", new long[] {0, 2, 3, 1})
                .output("y")
                .build());
        assertThat(lowered.operators()).containsExactly("Conv");
        assertThat(shape(lowered.graph(), "x")).isEqualTo(Shape.of(1, 4, 5, 3));
        assertThat(shape(lowered.graph(), "y")).isEqualTo(Shape.of(1, 4, 5, 6));
    }

    @Test
    void aConstantOfChannelsFollowsTheChannels() {
        EspdlGraph graph = Lowered.of(conv().initializer(
                                "b", Tensor.ofFloats(new long[] {1, 6, 1, 1}, 1, 2, 3, 4, 5, 6))
                        .node("Add", "c b", "y")
                        .output("y")
                        .build())
                .graph();
        assertThat(graph.initializer("b").orElseThrow().elements())
                .isEqualTo(IntegerTensors.of(DataType.INT8, new long[] {6}, 16, 32, 48, 64, 80, 96));
    }

    @Test
    void axesAreRenumbered() {
        EspdlGraph graph = Lowered.of(conv().initializer("axes", Tensor.vector(1))
                        .node("ReduceMax", "c axes", "y", "keepdims", 0L)
                        .output("y")
                        .build())
                .graph();
        Node reduce = graph.nodes().get(1);
        assertThat(graph.initializer(reduce.inputs().get(1)).orElseThrow().elements())
                .isEqualTo(Tensor.vector(3));
        assertThat(shape(graph, "y")).isEqualTo(Shape.of(1, 4, 5));
    }

    @Test
    void flattenGetsTheOrderOfOnnx() {
        Lowered lowered =
                Lowered.of(conv().node("Flatten", "c", "y").output("y").build());
        assertThat(lowered.operators()).containsExactly("Conv", "Transpose", "Flatten");
        assertThat(lowered.graph().nodes().get(1).intsAttribute("perm").orElseThrow())
                .containsExactly(0, 3, 1, 2);
    }

    @Test
    void whereNoElementMovesFlattenTakesItAsItLies() {
        Lowered lowered = Lowered.of(conv().node("GlobalAveragePool", "c", "p")
                .node("Flatten", "p", "y")
                .output("y")
                .build());
        assertThat(lowered.operators()).containsExactly("Conv", "GlobalAveragePool", "Flatten");
    }

    @Test
    void anOutputThatIsAlsoReadKeepsItsOwnTensor() {
        Lowered lowered = Lowered.of(conv().node("Transpose", "c", "y", "perm", new long[] {0, 2, 3, 1})
                .output("c")
                .output("y")
                .build());
        assertThat(lowered.operators()).containsExactly("Conv", "Transpose");
        assertThat(shape(lowered.graph(), "y")).isEqualTo(Shape.of(1, 4, 5, 6));
    }

    private static Shape shape(EspdlGraph graph, String value) {
        return graph.value(value).orElseThrow().type().shape().orElseThrow();
    }
}
