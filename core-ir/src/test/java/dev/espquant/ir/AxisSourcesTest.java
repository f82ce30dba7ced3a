package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class AxisSourcesTest {
    private static int[] lastAxis(Graphs graph, int in, int out) {
        Model model = graph.build();
        AxisSources sources =
                AxisSources.of(model, model.graph().nodes().get(0), new int[] {1, in}, new int[] {1, out});
        return sources.axes().get(1).toArray();
    }

    private static Graphs model() {
        return Graphs.model("m").input("x", DataType.FLOAT, 1, 4).output("y");
    }

    @Test
    void sliceBackwards() {
        Graphs graph = model().initializer("s", Tensor.vector(-1))
                .initializer("e", Tensor.vector(-100))
                .initializer("a", Tensor.vector(-1))
                .initializer("t", Tensor.vector(-2))
                .node("Slice", "x s e a t", "y");
        assertThat(lastAxis(graph, 4, 2)).containsExactly(3, 1);
    }

    @Test
    void padModes() {
        Graphs graph = model().initializer("p", Tensor.vector(0, 2, 0, 1));
        assertThat(lastAxis(graph.node("Pad", "x p", "y"), 4, 7)).containsExactly(-1, -1, 0, 1, 2, 3, -1);
        Graphs reflect = model().initializer("p", Tensor.vector(0, 2, 0, 1));
        assertThat(lastAxis(reflect.node("Pad", "x p", "y", "mode", "reflect"), 4, 7))
                .containsExactly(2, 1, 0, 1, 2, 3, 2);
        Graphs odd = model().initializer("p", Tensor.vector(0, 2, 0, 1));
        assertThatThrownBy(() -> lastAxis(odd.node("Pad", "x p", "y", "mode", "wrong"), 4, 7))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("'wrong'");
    }

    @Test
    void resizeToTheNearest() {
        Graphs graph = model().initializer("s", Tensor.ofFloats(new long[] {2}, 1, 2));
        assertThat(lastAxis(graph.node("Resize", "x - s", "y"), 4, 8)).containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
    }

    /** As ONNX Runtime computes opset 10: output 1 lies at 1.67, and takes element 2. */
    @Test
    void resizeOfSet10RoundsUpWhereItShrinks() {
        Graphs graph = model().opset(10).initializer("s", Tensor.ofFloats(new long[] {2}, 1, 0.6f));
        assertThat(lastAxis(graph.node("Resize", "x s", "y"), 4, 2)).containsExactly(0, 2);
        Graphs growing = model().opset(10).initializer("s", Tensor.ofFloats(new long[] {2}, 1, 1.5f));
        assertThat(lastAxis(growing.node("Resize", "x s", "y"), 4, 6)).containsExactly(0, 0, 1, 2, 2, 3);
    }

    @Test
    void broadcastRepeatsAxesOfSizeOne() {
        assertThat(AxisSources.broadcast(new int[] {1, 2}, new int[] {3, 2}).axes().stream()
                        .map(a -> a.toString()))
                .containsExactly("[0, 0, 0]", "[0, 1]");
    }
}
