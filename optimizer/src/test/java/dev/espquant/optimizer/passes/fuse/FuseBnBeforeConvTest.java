package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseBnBeforeConvTest {
    private final PassTester.Given tester = PassTester.of(new FuseBnBeforeConv());

    @Test
    void foldsIntoWeightsAndBias() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 1, 3, 5, 5)
                                .initializer("w", Graphs.ramp(2, 3, 3, 3))
                                .initializer("b", Graphs.ramp(2))
                                .initializer("s", Tensor.ofFloats(new long[] {3}, 1, 2, -3))
                                .initializer("o", Tensor.ofFloats(new long[] {3}, 0.5f, -1, 2))
                                .initializer("m", Tensor.ofFloats(new long[] {3}, 0.25f, 1, -1))
                                .initializer("v", Tensor.ofFloats(new long[] {3}, 1, 0.5f, 2))
                                .node("BatchNormalization", "x s o m v", "n")
                                .node("Conv", "n w b", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Conv");
    }

    @Test
    void addsABias() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 1, 3, 5, 5)
                                .initializer("w", Graphs.ramp(2, 3, 3, 3))
                                .initializer("b", Graphs.ramp(2))
                                .initializer("s", Tensor.ofFloats(new long[] {3}, 1, 2, -3))
                                .initializer("o", Tensor.ofFloats(new long[] {3}, 0.5f, -1, 2))
                                .initializer("m", Tensor.ofFloats(new long[] {3}, 0.25f, 1, -1))
                                .initializer("v", Tensor.ofFloats(new long[] {3}, 1, 0.5f, 2))
                                .node("BatchNormalization", "x s o m v", "n")
                                .node("Conv", "n w", "y", "strides", new long[] {2, 2})
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Conv");
    }

    @Test
    void staysIfTheConvolutionPads() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 3, 5, 5)
                        .initializer("w", Graphs.ramp(2, 3, 3, 3))
                        .initializer("b", Graphs.ramp(2))
                        .initializer("s", Tensor.ofFloats(new long[] {3}, 1, 2, -3))
                        .initializer("o", Tensor.ofFloats(new long[] {3}, 0.5f, -1, 2))
                        .initializer("m", Tensor.ofFloats(new long[] {3}, 0.25f, 1, -1))
                        .initializer("v", Tensor.ofFloats(new long[] {3}, 1, 0.5f, 2))
                        .node("BatchNormalization", "x s o m v", "n")
                        .node("Conv", "n w", "y", "pads", new long[] {0, 0, 1, 1})
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 3, 5, 5)
                        .initializer("w", Graphs.ramp(2, 3, 3, 3))
                        .initializer("b", Graphs.ramp(2))
                        .initializer("s", Tensor.ofFloats(new long[] {3}, 1, 2, -3))
                        .initializer("o", Tensor.ofFloats(new long[] {3}, 0.5f, -1, 2))
                        .initializer("m", Tensor.ofFloats(new long[] {3}, 0.25f, 1, -1))
                        .initializer("v", Tensor.ofFloats(new long[] {3}, 1, 0.5f, 2))
                        .node("BatchNormalization", "x s o m v", "n")
                        .node("Conv", "n w", "y", "auto_pad", "SAME_UPPER")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void foldsIntoGroups() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 1, 4, 5, 5)
                                .initializer("s", Tensor.ofFloats(new long[] {4}, 1, 2, -3, 0.5f))
                                .initializer("o", Tensor.ofFloats(new long[] {4}, 0.5f, -1, 2, 1))
                                .initializer("m", Tensor.ofFloats(new long[] {4}, 0.25f, 1, -1, 3))
                                .initializer("v", Tensor.ofFloats(new long[] {4}, 1, 0.5f, 2, 4))
                                .initializer("d", Graphs.ramp(6, 2, 3, 3))
                                .node("BatchNormalization", "x s o m v", "n")
                                .node("Conv", "n d", "y", "group", 2)
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Conv");
    }
}
