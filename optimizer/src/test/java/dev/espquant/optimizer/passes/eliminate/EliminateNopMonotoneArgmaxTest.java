package dev.espquant.optimizer.passes.eliminate;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.TensorType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EliminateNopMonotoneArgmaxTest {
    private final PassTester.Given tester = PassTester.of(new EliminateNopMonotoneArgmax());

    @Property(tries = 20, seed = "2026")
    void softmaxGoesWhereItsSumIsTheSameForAllThatIsCompared(
            @ForAll @IntRange(min = -3, max = 2) int softmaxAxis,
            @ForAll @IntRange(min = -3, max = 2) int argAxis,
            @ForAll boolean flattens,
            @ForAll boolean least) {
        Model model = Graphs.model("m")
                .opset(flattens ? 11 : 13)
                .input("x", DataType.FLOAT, 2, 3, 4)
                .node("Softmax", "x", "s", "axis", softmaxAxis)
                .node(least ? "ArgMin" : "ArgMax", "s", "y", "axis", argAxis)
                .output("y", new TensorType(Optional.of(DataType.INT64), Optional.empty()))
                .build();
        int summed = Math.floorMod(softmaxAxis, 3);
        int compared = Math.floorMod(argAxis, 3);
        if (flattens ? compared >= summed : compared == summed) {
            assertThat(tester.given(model).fires(1)).hasOperators(least ? "ArgMin" : "ArgMax");
        } else {
            tester.given(model).doesNotFire();
        }
    }

    @Example
    void expGoesAlways() {
        assertThat(tester.given(behind("Neg", "Exp")).fires(1)).hasOperators("Neg", "ArgMax");
    }

    @Example
    void logarithmsAndRootsGoIfNothingIsNegative() {
        assertThat(tester.given(behind("Sigmoid", "Log")).fires(1)).hasOperators("Sigmoid", "ArgMax");
        assertThat(tester.given(behind("Abs", "Sqrt")).fires(1)).hasOperators("Abs", "ArgMax");
        tester.given(behind("Neg", "Sqrt")).doesNotFire();
    }

    private static Model behind(String first, String monotone) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 5)
                .node(first, "x", "a")
                .node(monotone, "a", "b")
                .node("ArgMax", "b", "y", "axis", 1, "keepdims", 0)
                .output("y", DataType.INT64, 2)
                .build();
    }
}
