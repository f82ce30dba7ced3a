package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseBnIntoConvTransposeTest {
    private final PassTester.Given tester = PassTester.of(new FuseBnIntoConvTranspose());

    @Test
    void foldsIntoWeightsAndBias() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 1, 2, 5, 5)
                                .initializer("w", Graphs.ramp(2, 3, 3, 3))
                                .initializer("b", Graphs.ramp(3))
                                .initializer("s", Tensor.ofFloats(new long[] {3}, 1, 2, -3))
                                .initializer("o", Tensor.ofFloats(new long[] {3}, 0.5f, -1, 2))
                                .initializer("m", Tensor.ofFloats(new long[] {3}, 0.25f, 1, -1))
                                .initializer("v", Tensor.ofFloats(new long[] {3}, 1, 0.5f, 2))
                                .node("ConvTranspose", "x w b", "c")
                                .node("BatchNormalization", "c s o m v", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("ConvTranspose");
    }

    @Test
    void addsABias() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 1, 2, 5, 5)
                                .initializer("w", Graphs.ramp(2, 3, 3, 3))
                                .initializer("b", Graphs.ramp(3))
                                .initializer("s", Tensor.ofFloats(new long[] {3}, 1, 2, -3))
                                .initializer("o", Tensor.ofFloats(new long[] {3}, 0.5f, -1, 2))
                                .initializer("m", Tensor.ofFloats(new long[] {3}, 0.25f, 1, -1))
                                .initializer("v", Tensor.ofFloats(new long[] {3}, 1, 0.5f, 2))
                                .node("ConvTranspose", "x w", "c", "strides", new long[] {2, 2})
                                .node("BatchNormalization", "c s o m v", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("ConvTranspose");
    }

    @Test
    void foldsIntoGroups() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 1, 4, 5, 5)
                                .initializer("w", Graphs.ramp(4, 3, 3, 3))
                                .initializer("s", Tensor.ofFloats(new long[] {6}, 1, 2, -3, 4, 5, 6))
                                .initializer("o", Graphs.ramp(6))
                                .initializer("m", Graphs.ramp(6))
                                .initializer("v", Tensor.ofFloats(new long[] {6}, 1, 0.5f, 2, 3, 4, 5))
                                .node("ConvTranspose", "x w", "c", "group", 2)
                                .node("BatchNormalization", "c s o m v", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("ConvTranspose");
    }

    @Test
    void staysIfReadElsewhere() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 2, 5, 5)
                        .initializer("w", Graphs.ramp(2, 3, 3, 3))
                        .initializer("b", Graphs.ramp(3))
                        .initializer("s", Tensor.ofFloats(new long[] {3}, 1, 2, -3))
                        .initializer("o", Tensor.ofFloats(new long[] {3}, 0.5f, -1, 2))
                        .initializer("m", Tensor.ofFloats(new long[] {3}, 0.25f, 1, -1))
                        .initializer("v", Tensor.ofFloats(new long[] {3}, 1, 0.5f, 2))
                        .node("ConvTranspose", "x w", "c")
                        .node("BatchNormalization", "c s o m v", "y")
                        .output("c")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
