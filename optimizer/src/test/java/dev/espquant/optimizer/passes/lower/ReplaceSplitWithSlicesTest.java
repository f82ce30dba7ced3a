package dev.espquant.optimizer.passes.lower;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplaceSplitWithSlicesTest {
    private final PassTester.Given tester = PassTester.of(new ReplaceSplitWithSlices());

    @Test
    void slicesEveryPart() {
        assertThat(tester.given(model(13)
                                .initializer("parts", Tensor.vector(1, 3, 2))
                                .node("Split", "x parts", "a b c", "axis", -2)
                                .output("a")
                                .output("b")
                                .output("c")
                                .build())
                        .fires(1))
                .hasOperators("Slice", "Slice", "Slice");
        assertThat(tester.given(model(9).node("Split", "x", "a b", "axis", 1)
                                .output("a")
                                .output("b")
                                .build())
                        .fires(1))
                .hasOperators("Slice", "Slice");
    }

    @Test
    void leavesOutWhatNobodyReads() {
        assertThat(tester.given(model(13)
                                .node("Split", "x", "a b", "axis", 1)
                                .output("b")
                                .build())
                        .fires(1))
                .hasOperators("Slice");
    }

    @Test
    void leavesPartsWhoseSizesARunDecides() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, Shape.of(List.of(Dimension.named("N"), Dimension.of(2))))
                        .node("Split", "x", "a b", "axis", 0)
                        .output("a")
                        .output("b")
                        .build())
                .doesNotFire();
    }

    private static Graphs model(int opset) {
        return Graphs.model("m").opset(opset).input("x", DataType.FLOAT, 2, 6, 3);
    }
}
