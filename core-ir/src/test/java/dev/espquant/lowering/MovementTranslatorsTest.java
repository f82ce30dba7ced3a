package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

/** Arguments as the runtime reads them: constants of operator set 13, counted from the front. */
class MovementTranslatorsTest {

    private static Graphs rows() {
        return Graphs.model("m").input("x", DataType.FLOAT, 1, 4, 6);
    }

    private static EspdlGraph lower(Graphs model) {
        return Lowered.of(model.output("y").build()).graph();
    }

    private static long[] argument(EspdlGraph graph, int input) {
        Node node = graph.nodes().get(0);
        return graph.initializer(node.inputs().get(input))
                .orElseThrow()
                .elements()
                .toLongs();
    }

    @Test
    void slicesKnowTheirEndsAndSteps() {
        EspdlGraph graph = lower(rows().initializer("s", Tensor.vector(-5, 1))
                .initializer("e", Tensor.vector(Long.MAX_VALUE, -1))
                .initializer("a", Tensor.vector(-1, 1))
                .node("Slice", "x s e a", "y"));
        assertThat(argument(graph, 1)).containsExactly(1, 1);
        assertThat(argument(graph, 2)).containsExactly(6, 3);
        assertThat(argument(graph, 3)).containsExactly(2, 1);
        assertThat(argument(graph, 4)).containsExactly(1, 1);
    }

    @Test
    void padsNameAllAxesAndFillWithAnInteger() {
        EspdlGraph graph = lower(rows().initializer("p", Tensor.vector(1, 2))
                .initializer("v", Tensor.ofFloats(new long[0], 0.5f))
                .initializer("a", Tensor.vector(-1))
                .opset(18)
                .node("Pad", "x p v a", "y"));
        assertThat(argument(graph, 1)).containsExactly(0, 0, 1, 0, 0, 2);
        assertThat(argument(graph, 2)).containsExactly(8);
    }

    @Test
    void splitsListTheirParts() {
        EspdlGraph graph = lower(rows().node("Split", "x", "y z", "axis", -1).output("z"));
        assertThat(argument(graph, 1)).containsExactly(3, 3);
        assertThat(graph.nodes().get(0).intAttribute("axis", 0)).isEqualTo(2);
    }

    @Test
    void reshapesGiveEverySize() {
        EspdlGraph graph = lower(rows().initializer("s", Tensor.vector(0, -1)).node("Reshape", "x s", "y"));
        assertThat(argument(graph, 1)).containsExactly(1, 24);
    }

    @Test
    void axesOfSqueezesComeFromTheFront() {
        assertThat(argument(lower(rows().node("Squeeze", "x", "y")), 1)).containsExactly(0);
        EspdlGraph graph = lower(rows().initializer("a", Tensor.vector(-1, 0)).node("Unsqueeze", "x a", "y"));
        assertThat(argument(graph, 1)).containsExactly(0, 4);
    }

    @Test
    void indicesComeFromTheFront() {
        EspdlGraph graph = lower(rows().initializer("i", Tensor.vector(-1, 0)).node("Gather", "x i", "y", "axis", 1));
        assertThat(argument(graph, 1)).containsExactly(3, 0);
    }

    @Test
    void indicesOfAScatterComeFromTheFrontAxisByAxis() {
        EspdlGraph graph = lower(rows().initializer("i", Tensor.ofLongs(new long[] {1, 2}, 0, -1))
                .initializer("u", Tensor.ofFloats(new long[] {1, 6}, 0, 0.5f, 1, 1.5f, 2, 2.5f))
                .opset(16)
                .node("ScatterND", "x i u", "y", "reduction", "add"));
        assertThat(argument(graph, 1)).containsExactly(0, 3);
        assertThat(argument(graph, 2)).containsExactly(0, 8, 16, 24, 32, 40);
        assertThat(graph.nodes().get(0).textAttribute("reduction", "")).isEqualTo("add");
    }

    @Test
    void scalesOfAResizeAreInTheOrderOfOnnx() {
        EspdlGraph graph = lower(Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3, 2, 2)
                .initializer("s", Tensor.vector(1, 3, 4, 6))
                .node("Resize", "x - - s", "y", "mode", "nearest"));
        Node resize = graph.nodes().get(0);
        assertThat(graph.initializer(resize.inputs().get(2))
                        .orElseThrow()
                        .elements()
                        .toFloats())
                .containsExactly(1, 1, 2, 3);
    }
}
