package dev.espquant.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Opaque;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorSupportTest {
    private static final OperatorSupport SUPPORT = OperatorSupport.of(List.of(
            OperatorRule.of("Relu", ExponentRule.ACTIVATION),
            OperatorRule.of(
                    "Conv",
                    ExponentRule.OWN_RANGE,
                    new OperatorCondition(
                            "weights are constant",
                            "fold them",
                            (graph, node) ->
                                    graph.initializer(node.inputs().get(1)).isPresent()),
                    new OperatorCondition(
                            "group is 1", "split it", (graph, node) -> node.intAttribute("group", 1) == 1))));

    @Test
    void aGraphThatHoldsEveryConditionHasNoViolations() {
        assertThat(SUPPORT.check(conv(1, "w"))).isEmpty();
    }

    @Test
    void everyViolationIsFound() {
        assertThat(SUPPORT.check(conv(2, "x")))
                .extracting(Violation::toString)
                .containsExactly(
                        "node 'conv0' (Conv): weights are constant; found input 0 'x' is float[1,2,3,3],"
                                + " input 1 'x' is float[1,2,3,3], group = 2. Fix: fold them",
                        "node 'conv0' (Conv): group is 1; found group = 2. Fix: split it");
    }

    @Test
    void unknownOperatorsAreViolations() {
        Graph graph = Graphs.model("g")
                .input("x", DataType.FLOAT, 1)
                .node("Relu6", "x", "y")
                .graph();
        assertThat(SUPPORT.check(graph)).singleElement().satisfies(v -> {
            assertThat(v.rule()).isEqualTo("operator Relu6 does not exist here");
            assertThat(v.fix()).contains("Relu");
        });
    }

    @Test
    void otherDomainsAreNotTheStandardOne() {
        Node foreign = new Node(
                "n",
                "Relu",
                "com.acme",
                com.google.common.collect.ImmutableList.of("x"),
                com.google.common.collect.ImmutableList.of("y"),
                ImmutableMap.of(),
                "",
                Opaque.empty());
        assertThat(SUPPORT.rule(foreign)).isEmpty();
        Graph graph =
                Graphs.model("g").input("x", DataType.FLOAT, 1).node(foreign).graph();
        assertThat(SUPPORT.check(graph))
                .singleElement()
                .satisfies(v -> assertThat(v.rule()).contains("com.acme.Relu"));
    }

    @Test
    void anOperatorHasOneRule() {
        OperatorRule relu = OperatorRule.of("Relu", ExponentRule.ACTIVATION);
        assertThatThrownBy(() -> OperatorSupport.of(List.of(relu, relu.withNote("again"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Graph conv(int group, String weights) {
        return Graphs.model("g")
                .input("x", DataType.FLOAT, 1, 2, 3, 3)
                .initializer("w", Graphs.ramp(2, 2, 1, 1))
                .node("Conv", "x " + weights, "c", "group", group)
                .node("Relu", "c", "y")
                .output("y")
                .graph();
    }
}
