package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.testing.Graphs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class TopologicalOrderTest {
    @Test
    void nodesInOrderStayAsTheyAre() {
        List<Node> nodes = List.of(node("a", "x"), node("b", "x"), node("c", "a"), node("d", "b c"));
        assertThat(TopologicalOrder.sort(nodes)).isEqualTo(nodes);
    }

    @Test
    void consumersMoveBehindProducersAndOthersKeepTheirPlace() {
        List<Node> nodes = List.of(node("d", "b c"), node("c", "a"), node("free", "x"), node("b", "x"), node("a", "x"));
        assertThat(TopologicalOrder.sort(nodes)).extracting(Node::name).containsExactly("free", "b", "a", "c", "d");
    }

    @Test
    void valuesThatASubgraphReadsCount() {
        Graph branch =
                Graphs.model("then").node("Relu", "late", "r").output("r").graphUnchecked();
        Node holder = Node.of("if", "If", List.of("x"), List.of("y"), Graphs.attributes("then_branch", branch));
        assertThat(TopologicalOrder.sort(List.of(holder, node("late", "x"))))
                .extracting(Node::name)
                .containsExactly("late", "if");
    }

    @Test
    void aCycleNamesItsNodesAndNoOthers() {
        List<Node> nodes = List.of(
                node("before", "x"), node("a", "before c"), node("b", "a"), node("c", "b"), node("behind", "c"));
        assertThatThrownBy(() -> TopologicalOrder.sort(nodes))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("cycle of 3")
                .hasMessageContaining("'a'")
                .hasMessageContaining("'b'")
                .hasMessageContaining("'c'")
                .hasMessageNotContaining("'before'")
                .hasMessageNotContaining("'behind'");
    }

    @Test
    void aNodeThatReadsItselfIsACycle() {
        assertThatThrownBy(() -> TopologicalOrder.sort(List.of(node("a", "a"))))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("cycle of 1");
    }

    @Property(seed = "2026")
    void everyProducerComesFirst(@ForAll long seed) {
        Random random = new Random(seed);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String inputs = i == 0 ? "x" : "v" + random.nextInt(i) + " v" + random.nextInt(i);
            nodes.add(node("v" + i, inputs));
        }
        Collections.shuffle(nodes, random);
        List<Node> sorted = TopologicalOrder.sort(nodes);
        assertThat(sorted).containsExactlyInAnyOrderElementsOf(nodes);
        Set<String> seen = new HashSet<>(Set.of("x"));
        for (Node node : sorted) {
            assertThat(seen).containsAll(node.inputs());
            seen.addAll(node.outputs());
        }
    }

    @Test
    void longChainsTakeLinearTimeAndNoStack() {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            nodes.add(node("v" + i, i == 0 ? "x" : "v" + (i - 1)));
        }
        Collections.reverse(nodes);
        Assertions.assertThat(TopologicalOrder.sort(nodes).get(99_999).name()).isEqualTo("v99999");
        List<Node> loop = new ArrayList<>(nodes);
        loop.set(99_999, node("v0", "v99999"));
        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(30),
                () -> assertThatThrownBy(() -> TopologicalOrder.sort(loop)).hasMessageContaining("cycle of 100000"));
    }

    private static Node node(String name, String inputs) {
        return Node.of(name, "Op", List.of(inputs.split(" ")), List.of(name));
    }
}
