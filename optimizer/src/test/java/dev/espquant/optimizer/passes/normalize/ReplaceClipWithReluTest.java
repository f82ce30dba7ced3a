package dev.espquant.optimizer.passes.normalize;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class ReplaceClipWithReluTest {
    private final PassTester.Given tester = PassTester.of(new ReplaceClipWithRelu());

    @Test
    void makesOneOperator() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3)
                                .initializer("low", Tensor.ofFloats(new long[0], 0f))
                                .initializer("high", Tensor.ofFloats(new long[0], 6f))
                                .node("Clip", "x low high", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void takesAttributes() {
        assertThat(tester.given(Graphs.model("m")
                                .opset(10)
                                .input("x", DataType.FLOAT, 2, 3)
                                .node("Clip", "x", "y", "min", 0f, "max", 6f)
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Relu");
    }

    @Test
    void staysForOtherBounds() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .initializer("low", Tensor.ofFloats(new long[0], 0f))
                        .initializer("high", Tensor.ofFloats(new long[0], 6f))
                        .node("Clip", "x high", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3)
                        .initializer("low", Tensor.ofFloats(new long[0], 0f))
                        .initializer("high", Tensor.ofFloats(new long[0], 6f))
                        .node("Clip", "x - high", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void mustBeAskedFor() {
        org.assertj.core.api.Assertions.assertThat(new ReplaceClipWithRelu().optIn())
                .isTrue();
    }
}
