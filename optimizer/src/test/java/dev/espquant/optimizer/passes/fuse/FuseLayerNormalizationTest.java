package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.testing.Equivalence;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FuseLayerNormalizationTest {
    private final PassTester.Given tester = PassTester.of(new FuseLayerNormalization());

    @Property(tries = 12, seed = "2026")
    void joinsAllForms(
            @ForAll @IntRange(min = 2, max = 4) int rank,
            @ForAll @IntRange(min = 1, max = 2) int axes,
            @ForAll boolean power,
            @ForAll boolean reciprocal,
            @ForAll boolean negative) {
        int taken = Math.min(axes, rank - 1);
        long[] axis = LongStream.range(rank - taken, rank)
                .map(a -> negative ? a - rank : a)
                .toArray();
        Graphs model = centred(17, LongStream.range(2, 2 + rank).toArray(), axis)
                .node(power ? "Pow" : "Mul", power ? "d two" : "d d", "q")
                .node("ReduceMean", "q", "v", "axes", axis)
                .node("Add", "v eps", "w")
                .node("Sqrt", "w", "s");
        if (reciprocal) {
            model.node("Reciprocal", "s", "r").node("Mul", "d r", "y");
        } else {
            model.node("Div", "d s", "y");
        }
        assertThat(tester.given(model.output("y").build()).fires(1)).hasOperators("LayerNormalization");
    }

    @Test
    void takesScaleAndOffsetToo() {
        var model = centred(17, new long[] {2, 3, 8}, -1)
                .initializer("g", Graphs.ramp(8))
                .initializer("b", Graphs.ramp(1, 1, 8))
                .node("Pow", "d two", "q")
                .node("ReduceMean", "q", "v", "axes", new long[] {-1})
                .node("Add", "v eps", "w")
                .node("Sqrt", "w", "s")
                .node("Div", "d s", "n")
                .node("Mul", "n g", "m")
                .node("Add", "b m", "y")
                .output("y")
                .build();
        var result = Optimizer.optimize(model, OptimizerOptions.full()).model();
        assertThat(result).hasOperators("LayerNormalization");
        Equivalence.assertEquivalent(model, result);
    }

    @Test
    void staysInOldOpsetsAndForOtherAxes() {
        tester.given(normalized(13, new long[] {-1}, new long[] {-1})).doesNotFire();
        tester.given(normalized(17, new long[] {1}, new long[] {1})).doesNotFire();
        tester.given(normalized(17, new long[] {1, 2}, new long[] {2})).doesNotFire();
    }

    private static dev.espquant.ir.Model normalized(int opset, long[] first, long[] second) {
        return centred(opset, new long[] {2, 3, 4}, first)
                .node("Mul", "d d", "q")
                .node("ReduceMean", "q", "v", "axes", second)
                .node("Add", "v eps", "w")
                .node("Sqrt", "w", "s")
                .node("Div", "d s", "y")
                .output("y")
                .build();
    }

    private static Graphs centred(int opset, long[] sizes, long... axis) {
        return Graphs.model("m")
                .opset(opset)
                .input("x", DataType.FLOAT, sizes)
                .initializer("two", Tensor.ofFloats(new long[0], 2))
                .initializer("eps", Tensor.ofFloats(new long[0], 1e-3f))
                .node("ReduceMean", "x", "mean", "axes", axis)
                .node("Sub", "x mean", "d");
    }
}
