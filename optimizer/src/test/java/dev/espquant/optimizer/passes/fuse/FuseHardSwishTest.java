package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.target.OperatorSupport;
import dev.espquant.testing.Graphs;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FuseHardSwishTest {
    private final PassTester.Given tester = PassTester.of(new FuseHardSwish());

    @Test
    void joinsGateAndProduct() {
        assertThat(tester.given(gated(14).node("Mul", "x g", "y").output("y").build())
                        .fires(1))
                .hasOperators("Mul", "HardSwish");
    }

    @Test
    void takesEitherOrder() {
        assertThat(tester.given(gated(14).node("Mul", "g x", "y").output("y").build())
                        .fires(1))
                .hasOperators("Mul", "HardSwish");
    }

    @Property(tries = 10, seed = "2026")
    void joinsClipInAnyShapeAndOrder(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 4) Integer> sizes,
            @ForAll boolean shiftSecond,
            @ForAll boolean gateSecond) {
        Graphs model = clipped(sizes.stream().mapToLong(s -> s).toArray(), shiftSecond ? "x three" : "three x")
                .node("Mul", gateSecond ? "x c" : "c x", "m")
                .node("Div", "m six", "y");
        assertThat(tester.given(model.output("y").build()).fires(1)).hasOperators("Mul", "HardSwish");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m sixth", "sixth m"})
    void takesTheSixthAsAFactorBehind(String operands) {
        assertThat(tester.given(clipped(new long[] {2, 9}, "x three")
                                .node("Mul", "x c", "m")
                                .node("Mul", operands, "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Mul", "HardSwish");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "x"})
    void takesTheSixthAsAFactorInFront(String scaled) {
        assertThat(tester.given(clipped(new long[] {2, 9}, "x three")
                                .node("Mul", scaled + " sixth", "s")
                                .node("Mul", scaled.equals("c") ? "s x" : "c s", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Mul", "HardSwish");
    }

    @Test
    void staysInOldOpsetsAndForOtherGates() {
        tester.given(gated(13).node("Mul", "x g", "y").output("y").build()).doesNotFire();
        tester.given(Graphs.model("m")
                        .opset(14)
                        .input("x", DataType.FLOAT, 2, 3)
                        .node("HardSigmoid", "x", "g")
                        .node("Mul", "x g", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(gated(14)
                        .node("Neg", "x", "z")
                        .node("Mul", "z g", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(clipped(new long[] {2, 9}, "x three")
                        .node("Mul", "x c", "m")
                        .node("Div", "m three", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(clipped(new long[] {2, 9}, "x six")
                        .node("Mul", "x c", "m")
                        .node("Div", "m six", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(clipped(new long[] {2, 9}, "x three")
                        .node("Mul", "x c", "m")
                        .node("Div", "m six", "y")
                        .output("y")
                        .output("c")
                        .build())
                .doesNotFire();
    }

    @Test
    void leavesClipToChipsWithoutHardSwish() {
        var model = dev.espquant.ir.shape.ShapeInference.infer(clipped(new long[] {2, 9}, "x three")
                .node("Mul", "x c", "m")
                .node("Div", "m six", "y")
                .output("y")
                .build());
        PassContext unnamed = PassContext.of(model);
        PassContext chip = PassContext.of(model, OptimizerOptions.full().withTarget(OperatorSupport.of(List.of())));
        assertThat(new FuseHardSwish().apply(model.graph(), unnamed)).hasOperators("Mul", "Add", "Clip", "Mul", "Div");
        assertThat(new FuseHardSwish().apply(model.graph(), chip)).hasOperators("Mul", "Add", "Clip", "Mul", "Div");
    }

    private static Graphs gated(int opset) {
        return Graphs.model("m")
                .opset(opset)
                .input("i", DataType.FLOAT, 2, 13)
                .initializer("four", scalar(4))
                .node("Mul", "i four", "x")
                .node("HardSigmoid", "x", "g", "alpha", 1f / 6);
    }

    private static Graphs clipped(long[] sizes, String sum) {
        return Graphs.model("m")
                .opset(14)
                .input("i", DataType.FLOAT, sizes)
                .initializer("four", scalar(4))
                .initializer("zero", scalar(0))
                .initializer("three", Tensor.ofFloats(new long[] {1}, 3))
                .initializer("six", scalar(6))
                .initializer("sixth", scalar(1f / 6))
                .node("Mul", "i four", "x")
                .node("Add", sum, "a")
                .node("Clip", "a zero six", "c");
    }

    private static Tensor scalar(float value) {
        return Tensor.ofFloats(new long[0], value);
    }
}
