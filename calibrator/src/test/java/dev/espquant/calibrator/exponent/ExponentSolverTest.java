package dev.espquant.calibrator.exponent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espquant.calibrator.Compatibility;
import dev.espquant.ir.DataType;
import dev.espquant.target.espdl1.EspDl1Operators;
import dev.espquant.testing.Graphs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExponentSolverTest {
    private static final int UNDECIDED = -7;

    @Test
    void aComputedValueTakesItsOwnExponent() {
        Graphs graph = graph().node("Add", "x x", "a").node("Sigmoid", "a", "y").output("y");
        assertThat(solve(graph, Map.of("x", -5, "a", -4, "y", -7)))
                .containsExactly(Map.entry("x", -5), Map.entry("a", -4), Map.entry("y", -7));
    }

    @Test
    void aFusedActivationIsMeasuredForItsLayer() {
        Graphs graph = graph().node("Add", "x x", "a").node("Relu", "a", "y").output("y");
        assertThat(solver(graph, Compatibility.NONE).measured()).containsExactly(Map.entry("a", "y"));
        assertThat(solve(graph, Map.of("x", -5, "a", 9, "y", -6)))
                .containsEntry("a", -6)
                .containsEntry("y", -6);
    }

    @Test
    void anActivationCountsThroughPoolsAndShapeOperators() {
        Graphs graph = graph().node("Add", "x x", "a")
                .node("MaxPool", "a", "p", "kernel_shape", new long[] {2, 2})
                .node("Flatten", "p", "f")
                .node("Relu", "f", "y")
                .node("Sigmoid", "a", "z")
                .output("y")
                .output("z");
        assertThat(solve(graph, Map.of("x", -5, "a", 9, "y", -6, "z", -7)))
                .containsEntry("a", -6)
                .containsEntry("p", -6)
                .containsEntry("f", -6)
                .containsEntry("y", -6);
    }

    @Test
    void anActivationDoesNotCountThroughAPoolWithASecondReader() {
        Graphs graph = graph().node("Add", "x x", "a")
                .node("MaxPool", "a", "p", "kernel_shape", new long[] {2, 2})
                .node("Relu", "p", "y")
                .node("Sigmoid", "p", "z")
                .output("y")
                .output("z");
        Map<String, Integer> demands = Map.of("x", -5, "a", -3, "y", -6, "z", -7);
        assertThat(solve(graph, demands)).as("a chip's Relu has no exponent").containsEntry("y", -3);
        assertThat(solve(graph, demands, Compatibility.ESPRESSIF))
                .containsEntry("a", -3)
                .containsEntry("y", -6);
    }

    @Test
    void anActivationDoesNotCountThroughAveragePool() {
        Graphs graph = graph().node("Add", "x x", "a")
                .node("AveragePool", "a", "p", "kernel_shape", new long[] {2, 2})
                .node("Relu", "p", "y")
                .output("y");
        assertThat(solve(graph, Map.of("x", -5, "a", -3, "p", 9, "y", -6)))
                .containsEntry("a", -3)
                .containsEntry("p", -6)
                .containsEntry("y", -6);
    }

    @Test
    void maxTakesTheFirstInputsExponent() {
        Graphs graph = graph().node("Add", "x x", "a")
                .node("Sigmoid", "x", "b")
                .node("Max", "a b", "y")
                .output("y");
        assertThat(solve(graph, Map.of("x", -5, "a", -3, "b", 2)))
                .containsEntry("y", -3)
                .containsEntry("b", 2);
    }

    @Test
    void maxWithAnActivationTakesTheActivationsExponent() {
        Graphs graph = graph().node("Add", "x x", "a")
                .node("Sigmoid", "x", "b")
                .node("Max", "a b", "m")
                .node("Relu", "m", "y")
                .output("y");
        assertThat(solve(graph, Map.of("x", -5, "a", -3, "b", 2, "y", -6)))
                .containsEntry("a", -3)
                .containsEntry("b", 2)
                .containsEntry("m", -6)
                .containsEntry("y", -6);
    }

    @Test
    void concatSharesTheLargestExponentBackToWhoeverComputed() {
        Graphs graph = graph().node("Add", "x x", "a")
                .node("Relu", "a", "r")
                .node("MaxPool", "r", "p", "kernel_shape", new long[] {2, 2})
                .node("AveragePool", "x", "b", "kernel_shape", new long[] {2, 2})
                .node("Concat", "p b", "y", "axis", 1)
                .output("y");
        for (Compatibility compatibility : Compatibility.values()) {
            assertThat(solve(graph, Map.of("x", -5, "r", -6, "b", -2), compatibility))
                    .containsEntry("a", -2)
                    .containsEntry("r", -2)
                    .containsEntry("p", -2)
                    .containsEntry("b", -2)
                    .containsEntry("y", -2)
                    .containsEntry("x", -5);
        }
    }

    @Test
    void nestedConcatsAgreeUnlessTheVendorsDefectIsWanted() {
        Graphs graph = graph().node("Add", "x x", "a")
                .node("Sigmoid", "x", "b")
                .node("Concat", "a b", "c", "axis", 1)
                .node("Tanh", "x", "d")
                .node("Concat", "c d", "y", "axis", 1)
                .output("y");
        Map<String, Integer> demands = Map.of("x", -5, "a", -4, "b", -6, "d", -1);
        assertThat(solve(graph, demands))
                .containsEntry("a", -1)
                .containsEntry("b", -1)
                .containsEntry("c", -1)
                .containsEntry("y", -1);
        assertThat(solve(graph, demands, Compatibility.ESPRESSIF))
                .containsEntry("a", -1)
                .containsEntry("b", -4)
                .containsEntry("c", -1)
                .containsEntry("y", -1);
    }

    @Test
    void anActivationBehindConcatDecidesForAllThatIsJoined() {
        Graphs graph = graph().node("Add", "x x", "a")
                .node("Sigmoid", "x", "b")
                .node("Concat", "a b", "c", "axis", 1)
                .node("Relu", "c", "y")
                .output("y");
        for (Compatibility compatibility : Compatibility.values()) {
            assertThat(solve(graph, Map.of("x", -5, "a", 3, "b", -2, "y", -6), compatibility))
                    .containsEntry("a", -6)
                    .containsEntry("b", -6)
                    .containsEntry("c", -6)
                    .containsEntry("y", -6);
        }
    }

    @Test
    void anActivationBehindConcatWithASecondReaderFollowsTheConcat() {
        Graphs graph = graph().node("Add", "x x", "a")
                .node("Sigmoid", "x", "b")
                .node("Concat", "a b", "c", "axis", 1)
                .node("Relu", "c", "y")
                .node("Tanh", "c", "z")
                .output("y")
                .output("z");
        assertThat(solve(graph, Map.of("x", -5, "a", 3, "b", -2, "y", -6)))
                .containsEntry("a", 3)
                .containsEntry("b", 3)
                .containsEntry("c", 3)
                .containsEntry("y", 3);
    }

    @Test
    void aModelThatBeginsWithAnActivationKeepsTheInputsExponent() {
        Graphs graph = graph().node("Relu", "x", "y").output("y");
        assertThat(solve(graph, Map.of("x", -5))).containsEntry("y", -5);
    }

    @Test
    void aConstantThatIsJoinedCounts() {
        Graphs graph = graph().initializer("k", Graphs.ramp(1, 1, 8, 8))
                .node("Concat", "x k", "y", "axis", 1)
                .output("y");
        assertThat(solve(graph, Map.of("x", -5, "k", -2)))
                .containsEntry("x", -2)
                .containsEntry("y", -2);
    }

    @Test
    void tiesHoldAsRulesDo() {
        Graphs graph = graph().node("Sigmoid", "x", "a")
                .node("Tanh", "x", "b")
                .output("a")
                .output("b");
        assertThat(solver(graph, Compatibility.NONE)
                        .solve(new FixedDemands(Map.of("a", -7, "b", -3)), List.of(List.of("a", "b")), UNDECIDED))
                .containsEntry("a", -3)
                .containsEntry("b", -3);
    }

    @Test
    void whereTheActivationIsAllZeroTheLayersOwnRangeCounts() {
        Graphs graph = graph().node("Add", "x x", "a").node("Relu", "a", "y").output("y");
        assertThat(solve(graph, Map.of("x", -5, "a whole", 2)))
                .containsEntry("a", 2)
                .containsEntry("y", 2);
        assertThat(solve(graph, Map.of())).containsEntry("a", UNDECIDED).containsEntry("x", UNDECIDED);
    }

    @Test
    void shapesHaveNoExponent() {
        Graphs graph = graph().node("Flatten", "x", "y").output("y").valueInfo("y", DataType.INT64, 1, 128);
        assertThat(solve(graph, Map.of("x", -5))).containsOnlyKeys("x");
    }

    private static Graphs graph() {
        return Graphs.model("m").input("x", DataType.FLOAT, 1, 2, 8, 8);
    }

    private static ExponentSolver solver(Graphs graph, Compatibility compatibility) {
        return new ExponentSolver(graph.buildUnchecked().graph(), EspDl1Operators.table(), compatibility);
    }

    private static ImmutableMap<String, Integer> solve(Graphs graph, Map<String, Integer> demands) {
        return solve(graph, demands, Compatibility.NONE);
    }

    private static ImmutableMap<String, Integer> solve(
            Graphs graph, Map<String, Integer> demands, Compatibility compatibility) {
        return solver(graph, compatibility).solve(new FixedDemands(demands), List.of(), UNDECIDED);
    }
}
