package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

/** Operators that name axes behind a value that lies channels last, {@code [1, 4, 5, 6]} for {@code [1, 6, 4, 5]}. */
class AxisLayoutsTest {
    private static Graphs conv() {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3, 4, 5)
                .initializer("w", Graphs.ramp(6, 3, 1, 1))
                .node("Conv", "x w", "c");
    }

    private static EspdlGraph lower(Graphs model) {
        return Lowered.of(model.output("y").build()).graph();
    }

    private static Node last(EspdlGraph graph) {
        return graph.nodes().get(graph.nodes().size() - 1);
    }

    private static long[] argument(EspdlGraph graph, int input) {
        return graph.initializer(last(graph).inputs().get(input))
                .orElseThrow()
                .elements()
                .toLongs();
    }

    private static Shape shape(EspdlGraph graph, String value) {
        return graph.value(value).orElseThrow().type().shape().orElseThrow();
    }

    @Test
    void oneAxis() {
        EspdlGraph graph = lower(conv().node("Softmax", "c", "y", "axis", 1L));
        assertThat(graph.nodes()).extracting(Node::opType).containsExactly("Conv", "Softmax");
        assertThat(last(graph).intAttribute("axis", -1)).isEqualTo(3);
    }

    @Test
    void partsOfChannels() {
        EspdlGraph graph = lower(conv().initializer("p", Tensor.vector(2, 4))
                .node("Split", "c p", "y z", "axis", 1L)
                .output("z"));
        assertThat(last(graph).intAttribute("axis", -1)).isEqualTo(3);
        assertThat(argument(graph, 1)).containsExactly(2, 4);
        assertThat(shape(graph, "z")).isEqualTo(Shape.of(1, 4, 5, 4));
    }

    @Test
    void sliceNamesTheAxesOfMemory() {
        EspdlGraph graph = lower(conv().initializer("s", Tensor.vector(1, 2))
                .initializer("e", Tensor.vector(3, 5))
                .initializer("a", Tensor.vector(1, 3))
                .node("Slice", "c s e a", "y"));
        assertThat(argument(graph, 3)).containsExactly(3, 2);
        assertThat(argument(graph, 1)).containsExactly(1, 2);
        assertThat(shape(graph, "y")).isEqualTo(Shape.of(1, 4, 3, 2));
    }

    @Test
    void padsFollowTheirAxes() {
        EspdlGraph graph = lower(
                conv().initializer("p", Tensor.vector(0, 1, 2, 3, 0, 5, 6, 7)).node("Pad", "c p", "y"));
        assertThat(argument(graph, 1)).containsExactly(0, 2, 3, 1, 0, 6, 7, 5);
        assertThat(shape(graph, "y")).isEqualTo(Shape.of(1, 12, 15, 12));
    }

    @Test
    void joinsTakeChannelsLastFromOneInputAndMoveTheOthers() {
        EspdlGraph graph = lower(conv().input("z", DataType.FLOAT, 1, 2, 4, 5)
                .initializer("k", Graphs.ramp(1, 1, 4, 5))
                .node("Concat", "z c k", "y", "axis", 1L));
        assertThat(graph.nodes()).extracting(Node::opType).containsExactly("Conv", "Transpose", "Concat");
        assertThat(last(graph).intAttribute("axis", -1)).isEqualTo(3);
        assertThat(shape(graph, "y")).isEqualTo(Shape.of(1, 4, 5, 9));
        assertThat(graph.initializer("k").orElseThrow().elements().sizes()).containsExactly(1, 4, 5, 1);
    }

    @Test
    void reductionsThatKeepTheirAxes() {
        EspdlGraph graph = lower(conv().initializer("a", Tensor.vector(2, 3)).node("ReduceMax", "c a", "y"));
        assertThat(argument(graph, 1)).containsExactly(1, 2);
        assertThat(shape(graph, "y")).isEqualTo(Shape.of(1, 1, 1, 6));
    }

    /** Without the channels nothing is left out of order; without the batch it is. */
    @Test
    void reductionsThatDropTheirAxes() {
        EspdlGraph channels =
                lower(conv().initializer("a", Tensor.vector(1)).node("ReduceMax", "c a", "y", "keepdims", 0L));
        assertThat(shape(channels, "y")).isEqualTo(Shape.of(1, 4, 5));
        EspdlGraph batch =
                lower(conv().initializer("a", Tensor.vector(0)).node("ReduceMax", "c a", "y", "keepdims", 0L));
        // Channels, height and width lie as height, width and channels: no order of a graph output, so it is restored.
        assertThat(batch.nodes()).extracting(Node::opType).containsExactly("Conv", "ReduceMax", "Transpose");
        assertThat(shape(batch, "y")).isEqualTo(Shape.of(6, 4, 5));
    }

    @Test
    void chosenChannels() {
        EspdlGraph graph = lower(conv().initializer("i", Tensor.vector(5, 0)).node("Gather", "c i", "y", "axis", 1L));
        assertThat(graph.nodes()).extracting(Node::opType).containsExactly("Conv", "Gather");
        assertThat(last(graph).intAttribute("axis", -1)).isEqualTo(3);
        assertThat(shape(graph, "y")).isEqualTo(Shape.of(1, 4, 5, 2));
    }

    @Test
    void oneChosenChannelLeavesNoAxis() {
        EspdlGraph graph =
                lower(conv().initializer("i", Tensor.ofLongs(new long[0], 2)).node("Gather", "c i", "y", "axis", 1L));
        assertThat(last(graph).intAttribute("axis", -1)).isEqualTo(3);
        assertThat(shape(graph, "y")).isEqualTo(Shape.of(1, 4, 5));
    }

    @Test
    void indicesOfSeveralAxesStandInTheOrderOfOnnx() {
        EspdlGraph graph = lower(conv().initializer("i", Tensor.ofLongs(new long[] {1, 2}, 2, 3))
                .node("Gather", "c i", "y", "axis", 1L));
        assertThat(graph.nodes()).extracting(Node::opType).containsExactly("Conv", "Transpose", "Gather");
        assertThat(shape(graph, "y")).isEqualTo(Shape.of(1, 1, 2, 4, 5));
    }
}
