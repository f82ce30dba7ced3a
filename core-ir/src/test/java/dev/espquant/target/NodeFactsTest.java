package dev.espquant.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class NodeFactsTest {
    private static final Graph GRAPH = Graphs.model("g")
            .input("x", DataType.FLOAT, 1, 2, 4, 4)
            .initializer("w", Graphs.ramp(4, 2, 3, 3))
            .initializer("sizes", Tensor.vector(1, -1))
            .node("Conv", "x w", "y", "dilations", new long[] {2, 2}, "group", 1, "auto_pad", "VALID")
            .node("Reshape", "y sizes", "z")
            .node("Clip", "z - w", "v")
            .graph();

    @Test
    void showsTheAttributesThatTheRuleNames() {
        assertThat(facts(0, "dilations are all 1")).isEqualTo("dilations = [2, 2]");
        assertThat(facts(0, "auto_pad and group fit")).isEqualTo("group = 1, auto_pad = 'VALID'");
    }

    @Test
    void showsTheInputsThatTheRuleNames() {
        assertThat(facts(0, "input 1 has 3 dimensions")).isEqualTo("input 1 'w' is float[4,2,3,3], constant");
        assertThat(facts(1, "input 1 is computed")).isEqualTo("input 1 'sizes' is int64[2], constant [1, -1]");
        assertThat(facts(2, "input 1 is there")).isEqualTo("input 1 is left out");
    }

    @Test
    void showsEverythingIfTheRuleNamesNothing() {
        assertThat(facts(0, "it is small"))
                .isEqualTo("input 0 'x' is float[1,2,4,4], input 1 'w' is float[4,2,3,3], constant,"
                        + " dilations = [2, 2], group = 1, auto_pad = 'VALID'");
    }

    private static String facts(int node, String rule) {
        return NodeFacts.of(GRAPH, GRAPH.nodes().get(node), rule);
    }
}
