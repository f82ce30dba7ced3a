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
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EliminateSliceAfterShapeTest {
    private final PassTester.Given tester = PassTester.of(new EliminateSliceAfterShape());

    @Property(tries = 200, seed = "2026")
    void takesWhatOnnxRuntimeTakes(
            @ForAll @IntRange(min = -6, max = 6) int start,
            @ForAll @IntRange(min = -6, max = 6) int end,
            @ForAll @IntRange(min = -2, max = 2) int step) {
        Assume.that(step != 0);
        Model model = slicing(Shape.of(2, 3, 4, 5), start, end, step);
        assertThat(tester.given(model).fires(1)).hasOperators("Cast");
    }

    @Example
    void needsOnlyTheSizesThatAreTaken() {
        Shape open = Shape.of(List.of(Dimension.named("N"), Dimension.of(3), Dimension.of(4)));
        assertThat(tester.given(slicing(open, 1, 9, 1)).fires(1)).hasInitializer("t_constant", Tensor.vector(3, 4));
        tester.given(slicing(open, 0, 2, 1)).doesNotFire();
    }

    private static Model slicing(Shape shape, int start, int end, int step) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, shape)
                .initializer("start", Tensor.vector(start))
                .initializer("end", Tensor.vector(end))
                .initializer("axis", Tensor.vector(0))
                .initializer("step", Tensor.vector(step))
                .node("Shape", "x", "s")
                .node("Slice", "s start end axis step", "t")
                .node("Cast", "t", "y", "to", 1)
                .output("y")
                .build();
    }
}
