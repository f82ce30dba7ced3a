package dev.espquant.optimizer.passes.lower;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class ReplacePowWithMulTest {
    private final PassTester.Given tester = PassTester.of(new ReplacePowWithMul());

    @Test
    void multipliesTwoOrThreeTimes() {
        assertThat(tester.given(model(2)).fires(1)).hasOperators("Mul");
        assertThat(tester.given(model(3)).fires(1)).hasOperators("Mul", "Mul");
    }

    @Test
    void leavesOtherPowers() {
        tester.given(model(4)).doesNotFire();
        tester.given(model(0.5f)).doesNotFire();
        tester.given(model(2, 3)).doesNotFire();
    }

    private static Model model(float... powers) {
        long[] sizes = powers.length == 1 ? new long[0] : new long[] {powers.length};
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 4, 2)
                .initializer("power", Tensor.ofFloats(sizes, powers))
                .node("Pow", "x power", "y")
                .output("y")
                .build();
    }
}
