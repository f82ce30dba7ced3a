package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

/** Two operands, one of which lies channels last, {@code [1, 4, 5, 6]} for {@code [1, 6, 4, 5]}. */
class BinaryLayoutsTest {
    private static Graphs conv() {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3, 4, 5)
                .initializer("w", Graphs.ramp(6, 3, 1, 1))
                .node("Conv", "x w", "c");
    }

    private static EspdlGraph lower(Graphs model) {
        return Lowered.of(model.output("y").build()).graph();
    }

    private static long[] constantSizes(Tensor constant) {
        EspdlGraph graph = lower(conv().initializer("k", constant).node("Mul", "c k", "y"));
        assertThat(graph.nodes()).extracting(Node::opType).containsExactly("Conv", "Mul");
        return graph.initializer("k").orElseThrow().elements().sizes();
    }

    @Test
    void constantsAreMovedWithTheValueTheyMeet() {
        assertThat(constantSizes(Graphs.ramp(6, 1, 1))).containsExactly(6);
        assertThat(constantSizes(Graphs.ramp(1, 6, 1, 1))).containsExactly(6);
        assertThat(constantSizes(Graphs.ramp(5))).containsExactly(5, 1);
        assertThat(constantSizes(Graphs.ramp(4, 1))).containsExactly(4, 1, 1);
        assertThat(constantSizes(Graphs.ramp(6, 4, 5))).containsExactly(4, 5, 6);
        assertThat(constantSizes(Tensor.ofFloats(new long[] {1, 1, 1}, 2))).containsExactly(1);
    }

    @Test
    void elementsOfAMovedConstantFollow() {
        EspdlGraph graph = lower(conv().initializer("k", Graphs.ramp(2, 4, 5))
                .initializer("v", Graphs.ramp(2, 3, 1, 1))
                .node("Conv", "x v", "d")
                .node("Add", "d k", "y")
                .output("c"));
        long[] moved = graph.initializer("k").orElseThrow().elements().toLongs();
        float[] given = Graphs.ramp(2, 4, 5).toFloats();
        for (int channel = 0; channel < 2; channel++) {
            for (int pixel = 0; pixel < 20; pixel++) {
                long expected = Math.min(127, (long) Math.floor(given[channel * 20 + pixel] * 16 + 0.5));
                assertThat(moved[pixel * 2 + channel]).isEqualTo(expected);
            }
        }
    }

    @Test
    void theOtherValueIsBroughtToChannelsLast() {
        EspdlGraph graph = lower(conv().input("z", DataType.FLOAT, 1, 6, 4, 5).node("Add", "z c", "y"));
        assertThat(graph.nodes()).extracting(Node::opType).containsExactly("Conv", "Transpose", "Add");
        assertThat(shape(graph, "z")).isEqualTo(Shape.of(1, 6, 4, 5));
        assertThat(shape(graph, "y")).isEqualTo(Shape.of(1, 4, 5, 6));
    }

    @Test
    void valuesOfDifferentRankMeetInTheOrderOfOnnx() {
        EspdlGraph graph = lower(conv().input("z", DataType.FLOAT, 4, 5).node("Add", "c z", "y"));
        assertThat(graph.nodes()).extracting(Node::opType).containsExactly("Conv", "Transpose", "Add");
        assertThat(shape(graph, "y")).isEqualTo(Shape.of(1, 6, 4, 5));
    }

    @Test
    void anOrderOfTheModelsOwnFlowsOn() {
        EspdlGraph graph = lower(Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 3)
                .node("Transpose", "x", "t")
                .initializer("k", Graphs.ramp(3, 1))
                .node("Mul", "t k", "m")
                .node("Transpose", "m", "y"));
        assertThat(graph.nodes()).extracting(Node::opType).containsExactly("Mul");
        assertThat(shape(graph, "y")).isEqualTo(Shape.of(2, 3));
    }

    private static Shape shape(EspdlGraph graph, String value) {
        return graph.value(value).orElseThrow().type().shape().orElseThrow();
    }
}
