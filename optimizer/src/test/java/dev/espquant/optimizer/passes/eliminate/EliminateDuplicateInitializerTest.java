package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class EliminateDuplicateInitializerTest {
    private final PassTester.Given tester = PassTester.of(new EliminateDuplicateInitializer());

    @Test
    void keepsTheFirstOfEqualConstants() {
        Graph result = tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 6)
                        .initializer("a", Graphs.ramp(6))
                        .initializer("b", Graphs.ramp(6))
                        .initializer("c", Graphs.ramp(6))
                        .node("Add", "x a", "s")
                        .node("Mul", "s b", "t")
                        .node("Sub", "t c", "y")
                        .output("y")
                        .build())
                .fires(2);
        assertThat(result)
                .hasInitializer("a", Graphs.ramp(6))
                .hasNoInitializer("b")
                .hasNoInitializer("c");
    }

    @Test
    void keepsWhatDiffersInShapeTypeOrBits() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2)
                        .initializer("a", Tensor.ofFloats(new long[] {1}, 0f))
                        .initializer("b", Tensor.ofFloats(new long[0], 0f))
                        .initializer("c", Tensor.ofFloats(new long[] {1}, -0f))
                        .node("Add", "x a", "s")
                        .node("Mul", "s b", "t")
                        .node("Sub", "t c", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void keepsBiasesOfLayersApart() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2, 4, 4)
                        .initializer("w", Graphs.ramp(2, 2, 1, 1))
                        .initializer("b", Tensor.ofFloats(new long[] {2}, 0, 0))
                        .initializer("c", Tensor.ofFloats(new long[] {2}, 0, 0))
                        .node("Conv", "x w b", "s")
                        .node("Conv", "s w c", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
