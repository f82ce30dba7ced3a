package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FuseLpNormalizationTest {
    private final PassTester.Given tester = PassTester.of(new FuseLpNormalization());

    @Property(tries = 12, seed = "2026")
    void joinsNormBoundAndQuotient(
            @ForAll @IntRange(min = -3, max = 2) int axis,
            @ForAll boolean absolute,
            @ForAll @IntRange(min = 0, max = 2) int bound) {
        Graphs model = model().node(absolute ? "ReduceL1" : "ReduceL2", "x", "n", "axes", new long[] {axis});
        switch (bound) {
            case 0 ->
                model.node("Clip", "n tiny", "b").node("Expand", "b shape", "e").node("Div", "x e", "y");
            case 1 -> model.node("Max", "tiny n", "b").node("Div", "x b", "y");
            default -> model.node("Div", "x n", "y");
        }
        Graph graph = tester.given(model.output("y").build()).fires(1);
        assertThat(graph).hasOperators("LpNormalization");
        assertThat(graph.nodes().get(0).intAttribute("p", 0)).isEqualTo(absolute ? 1 : 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ReduceSum", "ReduceSumSquare"})
    void joinsTheRootOfASumOfSquares(String reduction) {
        Graphs model = model();
        Model square = (reduction.equals("ReduceSum")
                        ? model.initializer("axes", Tensor.vector(-1))
                                .node("Mul", "x x", "q")
                                .node("ReduceSum", "q axes", "r")
                        : model.node("ReduceSumSquare", "x", "r", "axes", new long[] {-1}))
                .node("Max", "r tiny", "m")
                .node("Sqrt", "m", "s")
                .node("Reciprocal", "s", "i")
                .node("Mul", "x i", "y")
                .output("y")
                .build();
        assertThat(tester.given(square).fires(1)).hasOperators("LpNormalization");
    }

    @Test
    void staysForOtherAxesBoundsAndValues() {
        tester.given(model().node("ReduceL2", "x", "n", "axes", new long[] {1, 2})
                        .node("Div", "x n", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(model().node("ReduceL2", "x", "n", "axes", new long[] {1})
                        .node("Clip", "n one", "b")
                        .node("Div", "x b", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(model().input("z", DataType.FLOAT, 2, 3, 4)
                        .node("ReduceL2", "x", "n", "axes", new long[] {1})
                        .node("Div", "z n", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    private static Graphs model() {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 3, 4)
                .initializer("tiny", Tensor.ofFloats(new long[0], 1e-12f))
                .initializer("one", Tensor.ofFloats(new long[0], 1))
                .initializer("shape", Tensor.vector(2, 3, 4));
    }
}
