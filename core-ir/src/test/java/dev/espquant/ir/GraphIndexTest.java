package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espquant.testing.Graphs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphIndexTest {
    private static final Graph READS_OUTER =
            Graphs.model("then").node("Add", "outer local", "sum").output("sum").graphUnchecked();

    @Test
    void subgraphsReadFromTheGraphAroundThem() {
        Graph branch = Graphs.model("then")
                .initializer("local", Graphs.ramp(1))
                .node("Add", "outer local", "sum")
                .node("Relu", "sum", "r")
                .output("r")
                .output("direct")
                .graphUnchecked();
        assertThat(GraphIndex.capturedValues(ifNode(branch))).containsExactly("outer", "direct");
    }

    @Test
    void innerSubgraphsReadThroughOuterOnes() {
        Graph middle = Graphs.model("middle")
                .initializer("local", Graphs.ramp(1))
                .node(ifNode(READS_OUTER))
                .output("result")
                .graphUnchecked();
        assertThat(GraphIndex.capturedValues(ifNode(middle))).containsExactly("cond", "outer");
    }

    @Test
    void aSubgraphHidesNamesByItsOwn() {
        Graph hiding = Graphs.model("then")
                .input("outer", DataType.FLOAT, 1)
                .input("local", DataType.FLOAT, 1)
                .node("Add", "outer local", "sum")
                .output("sum")
                .graphUnchecked();
        assertThat(GraphIndex.capturedValues(ifNode(hiding))).isEmpty();
    }

    @Test
    void listsOfGraphsCountToo() {
        Node node = Node.of(
                "n",
                "Switch",
                List.of(),
                List.of("r"),
                Map.of("branches", new Attribute.OfGraphs(ImmutableList.of(READS_OUTER, READS_OUTER))));
        assertThat(GraphIndex.capturedValues(node)).containsExactly("outer", "local");
    }

    @Test
    void capturedValuesHaveTheHoldingNodeAsConsumer() {
        Graph graph = Graphs.model("g")
                .input("cond", DataType.BOOL)
                .input("outer", DataType.FLOAT, 1)
                .initializer("local", Graphs.ramp(1))
                .node(ifNode(READS_OUTER))
                .output("result")
                .graph();
        assertThat(graph.consumers("outer")).containsExactly(graph.nodes().get(0));
        assertThat(graph.consumers("cond")).containsExactly(graph.nodes().get(0));
    }

    @Test
    void toleratesWhatTheValidatorRefuses() {
        Graph twice = Graphs.model("g").node("A", "", "v").node("B", "", "v -").graphUnchecked();
        assertThat(twice.producer("v").orElseThrow().opType()).isEqualTo("A");
        assertThat(twice.producer("")).isEmpty();
    }

    private static Node ifNode(Graph branch) {
        return Node.of("if", "If", List.of("cond"), List.of("result"), Graphs.attributes("then_branch", branch));
    }
}
