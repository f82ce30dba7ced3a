package dev.espquant.quant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class ConstantOperandsTest {
    private static final Graph GRAPH = Graphs.model("m")
            .input("x", DataType.FLOAT, 1, 4)
            .initializer("a", Graphs.ramp(4))
            .initializer("w", Graphs.ramp(1, 12, 4))
            .initializer("r", Graphs.ramp(1, 12, 4))
            .node("PRelu", "x a", "p")
            .node("Mul", "a p", "m")
            .node("Add", "m a", "s")
            .node("GRU", "s w r", "y h")
            .output("y")
            .build()
            .graph();

    @Test
    void tablesListSlopesAndMatrices() {
        assertThat(ConstantOperands.listed(GRAPH, GRAPH.nodes().get(0))).containsExactly("a");
        assertThat(ConstantOperands.listed(GRAPH, GRAPH.nodes().get(3))).containsExactly("w", "r");
        assertThat(ConstantOperands.areMatrices(GRAPH.nodes().get(3))).isTrue();
        assertThat(ConstantOperands.areMatrices(GRAPH.nodes().get(0))).isFalse();
    }

    @Test
    void theyDoNotListFactors() {
        assertThat(ConstantOperands.listed(GRAPH, GRAPH.nodes().get(1))).isEmpty();
        assertThat(ConstantOperands.unlisted(GRAPH, GRAPH.nodes().get(1))).containsExactly("a");
        assertThat(ConstantOperands.of(GRAPH, GRAPH.nodes().get(1))).containsExactly("a");
    }

    @Test
    void summandsHaveNoExponentOfTheirOwn() {
        assertThat(ConstantOperands.of(GRAPH, GRAPH.nodes().get(2))).isEmpty();
    }
}
