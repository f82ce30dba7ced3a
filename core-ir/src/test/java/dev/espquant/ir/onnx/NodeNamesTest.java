package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.espquant.ir.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeNamesTest {
    @Test
    void namelessNodesAreCalledAfterOperatorAndPosition() {
        assertThat(named("", "a", "")).containsExactly("Op_0", "a", "Op_2");
    }

    @Test
    void laterNodesOfANameGetANumber() {
        assertThat(named("a", "b", "a", "a")).containsExactly("a", "b", "a_1", "a_2");
    }

    @Test
    void namesThatTheFileGivesComeFirst() {
        assertThat(named("", "Op_0", "a", "a", "a_1")).containsExactly("Op_0_1", "Op_0", "a", "a_2", "a_1");
    }

    @Test
    void uniqueNamesStay() {
        assertThat(named("x", "y", "z")).containsExactly("x", "y", "z");
    }

    @Test
    void manyEqualNamesTakeLinearTime() {
        List<String> names = new ArrayList<>(Collections.nCopies(200_000, "a"));
        names.addAll(Collections.nCopies(200_000, "a_1"));
        assertTimeout(
                Duration.ofSeconds(20),
                () -> assertThat(named(names.toArray(String[]::new))).doesNotHaveDuplicates());
    }

    private static List<String> named(String... names) {
        List<Node> nodes = Arrays.stream(names)
                .map(name -> Node.of(name, "Op", List.of(), List.of()))
                .toList();
        return NodeNames.unique(nodes).stream().map(Node::name).toList();
    }
}
