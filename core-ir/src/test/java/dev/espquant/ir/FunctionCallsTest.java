package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.testing.Graphs;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionCallsTest {
    private static Function.Key key(String name) {
        return new Function.Key("", name, "");
    }

    private static void add(Map<Function.Key, Function> functions, String name, Graph body) {
        functions.put(
                key(name), new Function(key(name), body, ImmutableList.of(), ImmutableMap.of(), ImmutableMap.of()));
    }

    private static void check(Map<Function.Key, Function> functions) {
        FunctionCalls.requireAcyclic(functions, node -> key(node.opType()));
    }

    @Test
    void callsInOneDirection() {
        Map<Function.Key, Function> functions = new LinkedHashMap<>();
        add(
                functions,
                "f",
                Graphs.model("f").node("g", "x", "a").node("g", "a", "y").graphUnchecked());
        add(functions, "g", Graphs.model("g").node("h", "x", "y").graphUnchecked());
        add(functions, "h", Graphs.model("h").node("Relu", "x", "y").graphUnchecked());
        assertThatCode(() -> check(functions)).doesNotThrowAnyException();
    }

    @Test
    void aCycleThroughASubgraph() {
        Map<Function.Key, Function> functions = new LinkedHashMap<>();
        Graph branch = Graphs.model("then").node("f", "x", "t").output("t").graphUnchecked();
        add(functions, "f", Graphs.model("f").node("g", "x", "y").graphUnchecked());
        add(
                functions,
                "g",
                Graphs.model("g").node("If", "x", "y", "then_branch", branch).graphUnchecked());
        add(functions, "other", Graphs.model("o").node("Relu", "x", "y").graphUnchecked());
        assertThatThrownBy(() -> check(functions))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("functions call each other in a cycle: f, g.");
    }
}
