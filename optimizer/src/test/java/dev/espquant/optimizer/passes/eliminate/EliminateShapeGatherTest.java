package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EliminateShapeGatherTest {
    private final PassTester.Given tester = PassTester.of(new EliminateShapeGather());

    @Property(tries = 8, seed = "2026")
    void makesAnyKnownSizeAConstant(@ForAll @IntRange(min = -3, max = 2) int index) {
        Model model = picking(Tensor.ofLongs(new long[0], index));
        if (Math.floorMod(index, 3) == 0) {
            tester.given(model).doesNotFire();
        } else {
            assertThat(tester.given(model).fires(1))
                    .hasOperators("Cast")
                    .hasInitializer("g_constant", Tensor.ofLongs(new long[0], Math.floorMod(index, 3) + 2));
        }
    }

    @Example
    void takesSeveralInTheirOwnShape() {
        assertThat(tester.given(picking(Tensor.ofLongs(new long[] {1, 2}, -1, 1)))
                        .fires(1))
                .hasInitializer("g_constant", Tensor.ofLongs(new long[] {1, 2}, 4, 3));
    }

    @Example
    void staysForComputedIndices() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .input("i", DataType.INT64, 1)
                        .node("Shape", "x", "s")
                        .node("Gather", "s i", "g")
                        .node("Cast", "g", "y", "to", 1)
                        .output("y")
                        .build())
                .doesNotFire();
    }

    /** Of a value [N,3,4]. */
    private static Model picking(Tensor indices) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, Shape.of(List.of(Dimension.named("N"), Dimension.of(3), Dimension.of(4))))
                .initializer("i", indices)
                .node("Shape", "x", "s")
                .node("Gather", "s i", "g")
                .node("Cast", "g", "y", "to", 1)
                .output("y")
                .build();
    }
}
