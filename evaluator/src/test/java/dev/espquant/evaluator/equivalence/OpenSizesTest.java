package dev.espquant.evaluator.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Shape;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenSizesTest {
    @Test
    void equalNamesGetEqualNumbers() {
        Graph graph = Graphs.model("m")
                .input("a", DataType.FLOAT, Shape.of(List.of(Dimension.named("N"), Dimension.named("T"))))
                .input(
                        "b",
                        DataType.FLOAT,
                        Shape.of(List.of(Dimension.of(3), Dimension.named("N"), Dimension.unknown())))
                .node("Relu", "a", "y")
                .output("y")
                .graph();
        OpenSizes sizes = new OpenSizes(2, 8);
        assertThat(sizes.of(graph, graph.inputs().get(0))).containsExactly(2, 8);
        assertThat(sizes.of(graph, graph.inputs().get(1))).containsExactly(3, 2, 8);
        assertThat(OpenSizes.candidates(graph)).hasSizeGreaterThan(2).startsWith(sizes);
    }

    @Test
    void fixedSizesNeedNoSearch() {
        Graph graph = Graphs.model("m")
                .input("a", DataType.FLOAT, 2, 3)
                .node("Relu", "a", "y")
                .output("y")
                .graph();
        assertThat(OpenSizes.candidates(graph)).hasSize(1);
    }
}
