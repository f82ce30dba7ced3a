package dev.espquant.optimizer.inline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenamingTest {
    private static Graph inner(Node node) {
        return ((Attribute.OfGraph) node.attribute("body").orElseThrow()).value();
    }

    @Test
    void whatIsNotKnownKeepsItsName() {
        Renaming names = Renaming.using(name -> name + "'");
        names.define("a");
        names.define("");
        names.bind("x", "outside");
        names.bind("left_out", "");
        Node node = names.node(Node.of("n", "Op", List.of("a", "x", "left_out", "other", ""), List.of("a")));
        assertThat(node.inputs()).containsExactly("a'", "outside", "", "other", "");
        assertThat(node.outputs()).containsExactly("a'");
        assertThat(node.name()).isEqualTo("n'");
    }

    @Test
    void subgraphsGetNamesOfTheirOwnAndSeeThoseAround() {
        Renaming names = Renaming.using(name -> name + "'");
        names.define("h");
        names.bind("x", "outside");
        Graph body = Graphs.model("b")
                .input("i", DataType.FLOAT)
                .initializer("w", Graphs.ramp(1))
                .valueInfo("x", DataType.FLOAT)
                .node("Add", "i h", "x")
                .node("Mul", "x w", "y")
                .output("y")
                .output("h")
                .graphUnchecked();
        Graph result =
                inner(names.node(Node.of("n", "Loop", List.of("x"), List.of("h"), Graphs.attributes("body", body))));
        assertThat(result.inputs()).extracting(i -> i.name()).containsExactly("i'");
        assertThat(result.initializers()).containsOnlyKeys("w'");
        assertThat(result.nodes().get(0).inputs()).containsExactly("i'", "h'");
        assertThat(result.nodes().get(0).outputs()).containsExactly("x'");
        assertThat(result.nodes().get(1).inputs()).containsExactly("x'", "w'");
        assertThat(result.valueInfos()).containsOnlyKeys("x'");
    }

    /** ONNX Runtime wants a node for it, and two such outputs may come to be the same value. */
    @Test
    void outputsOfASubgraphThatComeFromAroundGetANode() {
        Renaming names = Renaming.using(name -> name + "'");
        names.bind("x", "outside");
        Graph body = Graphs.model("b").output("x").graphUnchecked();
        Graph result = inner(names.node(Node.of("n", "If", List.of("c"), List.of(), Graphs.attributes("body", body))));
        assertThat(result.nodes()).hasSize(1);
        assertThat(result.nodes().get(0).inputs()).containsExactly("outside");
        assertThat(result.outputs())
                .extracting(o -> o.name())
                .containsExactlyElementsOf(result.nodes().get(0).outputs());
    }
}
