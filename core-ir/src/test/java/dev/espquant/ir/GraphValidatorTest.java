package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.testing.Graphs;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class GraphValidatorTest {
    private static Graphs graph() {
        return Graphs.model("g").input("x", DataType.FLOAT, 1).initializer("w", Graphs.ramp(1));
    }

    @Test
    void aSoundGraphPasses() {
        Graphs sound = graph().node("Add", "x w", "s")
                .node("Clip", "s - w", "y")
                .output("y")
                .output("w");
        assertThatCode(() -> GraphValidator.validate(sound.graphUnchecked())).doesNotThrowAnyException();
    }

    @Test
    void nodeNamesAreUniqueAndThere() {
        refused(graph().node("Relu", "x", "a").named("n").node("Relu", "a", "b").named("n"))
                .hasMessageContaining("node 'n' (Relu): two nodes have this name");
        refused(graph().node("Relu", "x", "a").named("")).hasMessageContaining("it has no name");
    }

    @Test
    void everyNodeHasAnOperator() {
        refused(graph().node("", "x", "a").named("n")).hasMessageContaining("node 'n' (): it has no operator type");
    }

    @Test
    void aValueHasOneProducer() {
        refused(graph().node("Relu", "x", "a").named("n").node("Relu", "x", "a").named("m"))
                .hasMessageContaining("node 'm'")
                .hasMessageContaining("value 'a'")
                .hasMessageContaining("output of node 'n'");
        refused(graph().node("Relu", "x", "w")).hasMessageContaining("an initializer");
        refused(graph().node("Relu", "x", "x")).hasMessageContaining("a graph input");
        refused(graph().input("w", DataType.FLOAT, 1)).hasMessageContaining("value 'w'");
        refused(graph().input("x", DataType.FLOAT, 1)).hasMessageContaining("value 'x'");
        refused(graph().node("Split", "x", "a a")).hasMessageContaining("value 'a'");
    }

    @Test
    void valuesAreComputedBeforeTheyAreRead() {
        refused(graph().node("Relu", "late", "a").node("Relu", "x", "late").named("producer"))
                .hasMessageContaining("value 'late'")
                .hasMessageContaining("before node 'producer' computes it");
    }

    @Test
    void valuesThatAreReadExist() {
        refused(graph().node("Relu", "x", "hidden").node("Relu", "hiden", "y"))
                .hasMessageContaining("value 'hiden'")
                .hasMessageContaining("did you mean 'hidden'?");
        refused(graph().node("Relu", "z".repeat(5000), "y")).hasMessageContaining("no node, input or initializer");
    }

    @Test
    void outputsExistAndAreListedOnce() {
        refused(graph().node("Relu", "x", "y").output("yy"))
                .hasMessageContaining("value 'yy'")
                .hasMessageContaining("did you mean 'y'?");
        refused(graph().node("Relu", "x", "y").output("y").output("y")).hasMessageContaining("listed twice");
    }

    @Test
    void namesAreNotEmpty() {
        refused(graph().input("", DataType.FLOAT, 1)).hasMessageContaining("a graph input has no name");
        refused(graph().initializer("", Graphs.ramp(1))).hasMessageContaining("an initializer has no name");
        refused(graph().output("")).hasMessageContaining("graph output");
        refused(graph().node("Relu", "x", "y", "", 1)).hasMessageContaining("an attribute has no name");
    }

    @Test
    void referencesBelongToFunctions() {
        refused(graph().node(Node.of(
                        "n", "Relu", List.of("x"), List.of("y"), Map.of("a", new Attribute.Reference("outer", 2)))))
                .hasMessageContaining("attribute 'a'")
                .hasMessageContaining("'outer'");
    }

    @Test
    void subgraphsSeeWhatComesBeforeTheirNode() {
        Graph branch = Graphs.model("then").node("Add", "x s", "r").output("r").graphUnchecked();
        Graphs sound = graph().node("Add", "x w", "s").node("If", "s", "y", "then_branch", branch);
        assertThatCode(() -> GraphValidator.validate(sound.graphUnchecked())).doesNotThrowAnyException();
        refused(graph().node("If", "x", "y", "then_branch", branch).named("n").node("Add", "x w", "s"))
                .hasMessageContaining("node 'add0' (Add)")
                .hasMessageContaining("value 's'");
    }

    @Test
    void subgraphsMayPassOuterValuesOnAndHideNames() {
        Graph passing = Graphs.model("then").output("x").graphUnchecked();
        Graph hiding = Graphs.model("else").node("Relu", "x", "w").output("w").graphUnchecked();
        Graphs sound = graph().node("If", "x", "y", "then_branch", passing, "else_branch", hiding);
        assertThatCode(() -> GraphValidator.validate(sound.graphUnchecked())).doesNotThrowAnyException();
    }

    @Test
    void innerValuesAreNotSeenOutside() {
        Graph branch = Graphs.model("then").node("Relu", "x", "r").output("r").graphUnchecked();
        refused(graph().node("If", "x", "y", "then_branch", branch).node("Relu", "r", "z"))
                .hasMessageContaining("value 'r'");
    }

    @Test
    void anErrorOfASubgraphAsAWholeNamesTheNodeAround() {
        Graph branch = Graphs.model("then").output("nothing").graphUnchecked();
        refused(graph().node("If", "x", "y", "then_branch", branch).named("n"))
                .hasMessageContaining("node 'n' (If): attribute 'then_branch': value 'nothing'");
    }

    @Test
    void nestingIsBounded() {
        Graph inner = Graphs.model("g").output("x").graphUnchecked();
        for (int depth = 1; depth < GraphValidator.MAX_NESTING; depth++) {
            inner = graph().node("If", "x", "y", "then_branch", inner)
                    .output("y")
                    .graphUnchecked();
        }
        Graph deepest = inner;
        assertThatCode(() -> GraphValidator.validate(deepest)).doesNotThrowAnyException();
        refused(graph().node("If", "x", "y", "then_branch", deepest)).hasMessageContaining("nest deeper than 32");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(Graphs graph) {
        return assertThatThrownBy(() -> GraphValidator.validate(graph.graphUnchecked()))
                .isInstanceOf(GraphException.class);
    }
}
