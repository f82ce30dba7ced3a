package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FusePadIntoConvTest {
    private final PassTester.Given tester = PassTester.of(new FusePadIntoConv());

    @Test
    void addsToThePadsOfTheConvolution() {
        Graph result = tester.given(model(
                        new long[] {0, 0, 1, 2, 0, 0, 3, 0},
                        "x pads",
                        "strides",
                        new long[] {2, 2},
                        "pads",
                        new long[] {1, 0, 0, 1}))
                .fires(1);
        assertThat(result).hasOperators("Conv").hasNoInitializer("pads");
        assertThat(result.nodes().get(0).intsAttribute("pads")).hasValue(new long[] {2, 2, 3, 1});
    }

    @Test
    void replacesAutomaticPaddingByNone() {
        Graph result = tester.given(model(new long[] {0, 0, 1, 1, 0, 0, 1, 1}, "x pads", "auto_pad", "VALID"))
                .fires(1);
        assertThat(result.nodes().get(0).attributes()).containsOnlyKeys("pads");
    }

    @Test
    void takesPadsOfOldAndNewOpsets() {
        Model old = Graphs.model("m")
                .opset(10)
                .input("x", DataType.FLOAT, 1, 2, 5, 5)
                .initializer("w", Graphs.ramp(3, 2, 3, 3))
                .node("Pad", "x", "p", "pads", new long[] {0, 0, 1, 1, 0, 0, 1, 1})
                .node("Conv", "p w", "y")
                .output("y")
                .build();
        assertThat(tester.given(old).fires(1)).hasOperators("Conv");
        Model chosenAxes = Graphs.model("m")
                .opset(18)
                .input("x", DataType.FLOAT, 1, 2, 5, 5)
                .initializer("w", Graphs.ramp(3, 2, 3, 3))
                .initializer("pads", Tensor.vector(1, 2, 3, 4))
                .initializer("axes", Tensor.vector(-1, 2))
                .node("Pad", "x pads - axes", "p")
                .node("Conv", "p w", "y")
                .output("y")
                .build();
        assertThat(tester.given(chosenAxes).fires(1).nodes().get(0).intsAttribute("pads"))
                .hasValue(new long[] {2, 1, 4, 3});
    }

    @Test
    void servesEveryConvolutionThatReadsIt() {
        Graph result = tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2, 5, 5)
                        .initializer("w", Graphs.ramp(3, 2, 3, 3))
                        .initializer("pads", Tensor.vector(0, 0, 1, 1, 0, 0, 1, 1))
                        .node("Pad", "x pads", "p")
                        .node("Conv", "p w", "a")
                        .node("Conv", "p w", "b")
                        .node("Add", "a b", "y")
                        .output("y")
                        .build())
                .fires(2);
        assertThat(result).hasOperators("Conv", "Conv", "Add");
    }

    @Test
    void staysForOtherPadding() {
        long[] ones = {0, 0, 1, 1, 0, 0, 1, 1};
        tester.given(model(ones, "x pads value")).doesNotFire();
        tester.given(model(new long[] {0, 1, 0, 0, 0, -1, 0, 0}, "x pads")).doesNotFire();
        tester.given(model(new long[] {0, 0, -1, 0, 0, 0, 0, 0}, "x pads")).doesNotFire();
        tester.given(model(ones, "x pads", "auto_pad", "SAME_UPPER")).doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2, 5, 5)
                        .initializer("w", Graphs.ramp(3, 2, 3, 3))
                        .initializer("pads", Tensor.vector(ones))
                        .node("Pad", "x pads", "p", "mode", "edge")
                        .node("Conv", "p w", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    private static Model model(long[] pads, String padInputs, Object... convAttributes) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2, 5, 5)
                .initializer("w", Graphs.ramp(3, 2, 3, 3))
                .initializer("pads", Tensor.vector(pads))
                .initializer("value", Tensor.ofFloats(new long[0], 1f))
                .node("Pad", padInputs, "p")
                .node("Conv", "p w", "y", convAttributes)
                .output("y")
                .build();
    }
}
