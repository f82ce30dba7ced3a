package dev.espquant.optimizer.passes.normalize;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldConstantsTest {
    private final PassTester.Given tester = PassTester.of(new FoldConstants());

    @Test
    void computesSizes() {
        assertThat(tester.given(Graphs.model("m")
                                .input(
                                        "x",
                                        DataType.FLOAT,
                                        Shape.of(List.of(
                                                Dimension.named("N"),
                                                Dimension.of(8),
                                                Dimension.of(2),
                                                Dimension.of(2))))
                                .initializer("one", Tensor.ofLongs(new long[0], 1))
                                .initializer("a", Tensor.vector(0))
                                .initializer("two", Tensor.vector(4))
                                .node("Shape", "x", "s")
                                .node("Gather", "s one", "n")
                                .node("Unsqueeze", "n a", "u")
                                .node("Mul", "u two", "t")
                                .node("ConstantOfShape", "t", "c", "value", Tensor.ofFloats(new long[] {1}, 0.5f))
                                .node("Concat", "c c", "d", "axis", 0)
                                .node("Neg", "x", "e")
                                .node("ReduceSum", "e", "f", "keepdims", 0)
                                .node("Add", "f d", "y")
                                .output("y")
                                .build())
                        .fires(5))
                .hasOperators("Shape", "Neg", "ReduceSum", "Add");
    }

    @Test
    void computesWeights() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 1)
                                .initializer("w", Graphs.ramp(3, 40, 40))
                                .initializer("g", Tensor.vector(2, 0, -2))
                                .initializer("a", Tensor.vector(0))
                                .initializer("h", Graphs.ramp(40))
                                .node("Transpose", "w", "t", "perm", new long[] {1, 0, 2})
                                .node("Gather", "t g", "i", "axis", 1)
                                .node("Mul", "i h", "j")
                                .node("Abs", "j", "k")
                                .node("Sqrt", "k", "l")
                                .node("Div", "j h", "m2")
                                .node("Sub", "l m2", "o")
                                .node("Concat", "o l", "q", "axis", -1)
                                .node("Unsqueeze", "q a", "u")
                                .node("Add", "x u", "y")
                                .output("y")
                                .build())
                        .fires(9))
                .hasOperators("Add");
    }

    @Test
    void keepsIntegersExact() {
        assertThat(tester.given(Graphs.model("m")
                                .input("k", DataType.INT64, 3)
                                .initializer("a", Tensor.vector(-7, 9007199254740993L, 5))
                                .initializer("b", Tensor.vector(2, 3, -5))
                                .node("Div", "a b", "d")
                                .node("Mul", "a b", "e")
                                .node("Add", "d e", "f")
                                .node("Sub", "f k", "y")
                                .output("y", DataType.INT64, 3)
                                .build())
                        .fires(3))
                .hasOperators("Sub")
                .hasInitializer("f", Tensor.vector(-17, 30023997515803310L, -26));
    }

    @Test
    void staysForOutputsRandomNumbersAndOpenSizes() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .initializer("c", Graphs.ramp(2, 3))
                        .node("Neg", "c", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("RandomNormal", "", "r", "shape", new long[] {2, 3})
                        .node("Add", "x r", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input(
                                "x",
                                DataType.FLOAT,
                                Shape.of(List.of(
                                        Dimension.named("N"), Dimension.of(8), Dimension.of(2), Dimension.of(2))))
                        .node("Shape", "x", "s")
                        .node("Cast", "s", "f", "to", 1)
                        .node("ReduceSum", "f", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void staysIfTheResultIsTooLarge() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1)
                        .initializer("s", Tensor.vector(1024, 1024))
                        .node("ConstantOfShape", "s", "c")
                        .node("Add", "x c", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
