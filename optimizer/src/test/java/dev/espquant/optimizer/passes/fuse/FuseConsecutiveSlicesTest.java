package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FuseConsecutiveSlicesTest {
    private final PassTester.Given tester = PassTester.of(new FuseConsecutiveSlices());

    @Property(tries = 25, seed = "2026")
    void cutsBothAxesAtOnce(
            @ForAll @IntRange(min = -2, max = 1) int first,
            @ForAll @IntRange(min = -2, max = 1) int second,
            @ForAll @IntRange(min = -4, max = 3) int start,
            @ForAll @IntRange(min = 1, max = 3) int step) {
        Model model = slicing(first, second, start, step);
        if (Math.floorMod(first, 2) == Math.floorMod(second, 2)) {
            tester.given(model).doesNotFire();
        } else {
            assertThat(tester.given(model).fires(1)).hasOperators("Slice");
        }
    }

    @Property(tries = 5, seed = "2026")
    void cutsBackwardsToo(@ForAll @IntRange(min = -3, max = -1) int step) {
        Assume.that(step != 0);
        assertThat(tester.given(slicing(0, 1, 3, step)).fires(1)).hasOperators("Slice");
    }

    @Example
    void joinsAttributesOfOldOperatorSets() {
        assertThat(tester.given(Graphs.model("m")
                                .opset(9)
                                .input("x", DataType.FLOAT, 4, 5)
                                .node(
                                        "Slice",
                                        "x",
                                        "a",
                                        "starts",
                                        new long[] {1},
                                        "ends",
                                        new long[] {3},
                                        "axes",
                                        new long[] {1})
                                .node("Slice", "a", "y", "starts", new long[] {2}, "ends", new long[] {9})
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Slice");
    }

    private static Model slicing(int first, int second, int start, int step) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 5, 6)
                .initializer("s", Tensor.vector(start))
                .initializer("e", Tensor.vector(step > 0 ? Long.MAX_VALUE : Long.MIN_VALUE))
                .initializer("a1", Tensor.vector(first))
                .initializer("a2", Tensor.vector(second))
                .initializer("t", Tensor.vector(step))
                .node("Slice", "x s e a1 t", "a")
                .node("Slice", "a s e a2 t", "y")
                .output("y")
                .build();
    }
}
