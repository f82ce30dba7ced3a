package dev.espquant.optimizer.passes.normalize;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.InputNormalization;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.testing.Equivalence;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExtractInputNormalizationTest {
    private final PassTester.Given tester = PassTester.of(new ExtractInputNormalization());

    @Test
    void takesMeanAndStdOutOfTheGraph() {
        Model model = model().node("Sub", "x m", "a")
                .node("Div", "a s", "b")
                .node("Conv", "b w", "y")
                .output("y")
                .build();
        assertThat(tester.given(model).firesWithoutRunning(2)).hasOperators("Conv");
        Model result = Optimizer.optimize(model, OptimizerOptions.passes("infer_shapes", "extract_input_normalization"))
                .model();
        assertThat(InputNormalization.of(result, "x").map(InputNormalization::toString))
                .contains("axis=1 mean=0.5,0.25,0.125 std=2.0,4.0,8.0");
    }

    /** With the record put back in front as nodes the model computes what it did. */
    @Property(tries = 12, seed = "2026")
    void recordsWhatItTakes(
            @ForAll @IntRange(min = 0, max = 3) int first,
            @ForAll @IntRange(min = 0, max = 3) int second,
            @ForAll boolean scalar) {
        List<String> operators = List.of("Add", "Sub", "Mul", "Div");
        Model model = model().node(operators.get(first), "x m", "a")
                .node(operators.get(second), scalar ? "a two" : "a s", "b")
                .node("Conv", "b w", "y")
                .output("y")
                .build();
        Model result = Optimizer.optimize(model, OptimizerOptions.passes("infer_shapes", "extract_input_normalization"))
                .model();
        assertThat(result).hasOperators("Conv");
        Equivalence.assertEquivalent(
                model, restored(result, InputNormalization.of(result, "x").orElseThrow()));
    }

    @Test
    void joinsWithWhatWasTakenBefore() {
        Model once = Optimizer.optimize(
                        model().node("Sub", "x m", "a")
                                .node("Conv", "a w", "y")
                                .output("y")
                                .build(),
                        OptimizerOptions.passes("infer_shapes", "extract_input_normalization"))
                .model();
        Model again = once.withGraph(model().node("Mul", "x two", "a")
                .node("Conv", "a w", "y")
                .output("y")
                .graph());
        Model twice = Optimizer.optimize(again, OptimizerOptions.passes("infer_shapes", "extract_input_normalization"))
                .model();
        assertThat(InputNormalization.of(twice, "x").map(InputNormalization::toString))
                .contains("axis=1 mean=0.5,0.25,0.125 std=0.5,0.5,0.5");
    }

    @Test
    void staysForOtherReadersConstantsAndUnlessAskedFor() {
        tester.given(model().node("Sub", "x m", "a")
                        .node("Conv", "a w", "b")
                        .node("Conv", "x w", "c")
                        .node("Add", "b c", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(model().initializer("image", Graphs.ramp(3, 4, 4))
                        .node("Sub", "x image", "a")
                        .node("Conv", "a w", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(model().node("Sub", "m x", "a")
                        .node("Conv", "a w", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        Model model = model().node("Sub", "x m", "y").output("y").build();
        assertThat(Optimizer.optimize(model, OptimizerOptions.full())
                        .model()
                        .info()
                        .metadata())
                .isEmpty();
    }

    private static Model restored(Model model, InputNormalization normalization) {
        long[] sizes = {normalization.means().length(), 1, 1};
        Node conv = model.graph().nodes().get(0);
        return model.withGraph(model.graph().toBuilder()
                .initializer("mean", floats(sizes, normalization.means().toArray()))
                .initializer("std", floats(sizes, normalization.stds().toArray()))
                .nodes(List.of(
                        Node.of("sub", "Sub", List.of("x", "mean"), List.of("centred")),
                        Node.of("div", "Div", List.of("centred", "std"), List.of("normalized")),
                        conv.withInputs(List.of("normalized", conv.inputs().get(1)))))
                .build());
    }

    private static Tensor floats(long[] sizes, double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return Tensor.ofFloats(sizes, floats);
    }

    private static Graphs model() {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3, 4, 4)
                .initializer("m", Tensor.ofFloats(new long[] {1, 3, 1, 1}, 0.5f, 0.25f, 0.125f))
                .initializer("s", Tensor.ofFloats(new long[] {3, 1, 1}, 2, 4, 8))
                .initializer("two", Tensor.ofFloats(new long[0], 2))
                .initializer("w", Graphs.ramp(2, 3, 3, 3));
    }
}
