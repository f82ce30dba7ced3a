package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {
    private static final Graph GRAPH = Graphs.model("g")
            .input("x", DataType.FLOAT, 1, 4)
            .initializer("w", Graphs.ramp(4, 2))
            .valueInfo("h", DataType.FLOAT, 1, 2)
            .node("MatMul", "x w", "h")
            .node("Add", "h h", "y")
            .output("y", DataType.FLOAT, 1, 2)
            .graph();

    @Test
    void knowsWhoProducesAndWhoReadsAValue() {
        assertThat(GRAPH.producer("h")).contains(GRAPH.nodes().get(0));
        assertThat(GRAPH.producer("x")).isEmpty();
        assertThat(GRAPH.producer("w")).isEmpty();
        assertThat(GRAPH.consumers("x")).containsExactly(GRAPH.nodes().get(0));
        assertThat(GRAPH.consumers("h"))
                .containsExactly(GRAPH.nodes().get(1), GRAPH.nodes().get(1));
        assertThat(GRAPH.consumers("y")).isEmpty();
        assertThat(GRAPH.isOutput("y")).isTrue();
        assertThat(GRAPH.isOutput("h")).isFalse();
    }

    @Test
    void knowsTypesWhereverTheyAreDeclared() {
        assertThat(GRAPH.shape("x")).contains(Shape.of(1, 4));
        assertThat(GRAPH.shape("w")).contains(Shape.of(4, 2));
        assertThat(GRAPH.shape("h")).contains(Shape.of(1, 2));
        assertThat(GRAPH.shape("y")).contains(Shape.of(1, 2));
        assertThat(GRAPH.shape("nothing")).isEmpty();
        assertThat(GRAPH.tensorType("w").orElseThrow()).hasToString("float[4,2]");
    }

    @Test
    void listsValuesInOrder() {
        assertThat(GRAPH.valueNames()).containsExactly("x", "w", "h", "y");
        assertThat(GRAPH.initializer("w")).contains(Graphs.ramp(4, 2));
        assertThat(GRAPH.initializer("x")).isEmpty();
    }

    @Test
    void aBuilderStartsFromEverything() {
        assertThat(GRAPH.toBuilder().build()).isEqualTo(GRAPH).hasSameHashCodeAs(GRAPH);
        Graph changed = GRAPH.toBuilder()
                .name("other")
                .initializer("w", Graphs.ramp(4, 2).reshaped(2, 4))
                .docString("doc")
                .build();
        assertThat(changed).isNotEqualTo(GRAPH);
        assertThat(changed.shape("w")).contains(Shape.of(2, 4));
        assertThat(GRAPH.shape("w")).contains(Shape.of(4, 2));
    }

    @Test
    void aGraphWithOtherNodesHasItsOwnIndex() {
        Node relu = Node.of("r", "Relu", List.of("h"), List.of("y"));
        Graph changed = GRAPH.withNodes(List.of(GRAPH.nodes().get(0), relu));
        assertThat(changed.producer("y")).contains(relu);
        assertThat(GRAPH.producer("y").orElseThrow().opType()).isEqualTo("Add");
    }
}
