package dev.espquant.optimizer.inline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SpliceTest {
    private final Map<String, Tensor> constants = new LinkedHashMap<>();

    private List<Node> splice(Node call, Graph body) {
        return Splice.nodes(call, call.inputs(), body, name -> name + "'", (name, tensor) -> {
            constants.put(name + "!", tensor);
            return name + "!";
        });
    }

    private static String text(List<Node> nodes) {
        return nodes.stream().map(n -> n.opType() + n.inputs() + n.outputs()).collect(Collectors.joining(" ", "", ""));
    }

    @Test
    void inputsOutputsConstantsAndEverythingElse() {
        Graph body = Graphs.model("b")
                .input("x", DataType.FLOAT)
                .initializer("w", Graphs.ramp(1))
                .node("Mul", "x w", "h")
                .node("Add", "h around", "y")
                .output("y")
                .graphUnchecked();
        List<Node> nodes = splice(Node.of("n", "Call", List.of("a"), List.of("b")), body);
        assertThat(text(nodes)).isEqualTo("Mul[a, w!][h'] Add[h', around][b]");
        assertThat(nodes).extracting(Node::name).containsExactly("mul0'", "add1'");
        assertThat(constants).containsOnlyKeys("w!");
    }

    @Test
    void outputsThatNoNodeCanProduceGetOne() {
        Graph body = Graphs.model("b")
                .input("x", DataType.FLOAT)
                .initializer("w", Graphs.ramp(1))
                .node("Neg", "x", "y")
                .output("y")
                .output("x")
                .output("w")
                .output("y")
                .graphUnchecked();
        List<Node> nodes = splice(Node.of("n", "Call", List.of("a"), List.of("b", "c", "d", "e")), body);
        assertThat(text(nodes)).isEqualTo("Neg[a][b] Identity[a][c] Identity[w!][d] Identity[b][e]");
    }

    @Test
    void outputsThatAreLeftOut() {
        Graph body = Graphs.model("b")
                .input("x", DataType.FLOAT)
                .node("Neg", "x", "y")
                .node("Abs", "y", "z")
                .output("y")
                .output("z")
                .graphUnchecked();
        assertThat(text(splice(Node.of("n", "Call", List.of("a"), List.of("", "b")), body)))
                .isEqualTo("Neg[a][y'] Abs[y'][b]");
        assertThat(text(splice(Node.of("n", "Call", List.of("a"), List.of("b")), body)))
                .isEqualTo("Neg[a][b] Abs[b][z']");
    }
}
