package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FusePadIntoPoolTest {
    private final PassTester.Given tester = PassTester.of(new FusePadIntoPool());

    @Test
    void averagesTheZerosToo() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3, 4, 5)
                                .initializer("pads", Tensor.vector(0, 0, 1, 1, 0, 0, 0, 1))
                                .initializer("low", Tensor.ofFloats(new long[0], Float.NEGATIVE_INFINITY))
                                .node("Pad", "x pads", "p")
                                .node("AveragePool", "p", "y", "kernel_shape", new long[] {2, 3})
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("AveragePool");
    }

    @Test
    void ignoresInfinity() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3, 4, 5)
                                .initializer("pads", Tensor.vector(0, 0, 1, 1, 0, 0, 0, 1))
                                .initializer("low", Tensor.ofFloats(new long[0], Float.NEGATIVE_INFINITY))
                                .node("Pad", "x pads low", "p")
                                .node("MaxPool", "p", "y", "kernel_shape", new long[] {2, 3})
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("MaxPool");
    }

    @Test
    void staysForOtherValuesAndPaddedPools() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3, 4, 5)
                        .initializer("pads", Tensor.vector(0, 0, 1, 1, 0, 0, 0, 1))
                        .initializer("low", Tensor.ofFloats(new long[0], Float.NEGATIVE_INFINITY))
                        .node("Pad", "x pads", "p")
                        .node("MaxPool", "p", "y", "kernel_shape", new long[] {2, 3})
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3, 4, 5)
                        .initializer("pads", Tensor.vector(0, 0, 1, 1, 0, 0, 0, 1))
                        .initializer("low", Tensor.ofFloats(new long[0], Float.NEGATIVE_INFINITY))
                        .node("Pad", "x pads low", "p")
                        .node("AveragePool", "p", "y", "kernel_shape", new long[] {2, 3})
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3, 4, 5)
                        .initializer("pads", Tensor.vector(0, 0, 1, 1, 0, 0, 0, 1))
                        .initializer("low", Tensor.ofFloats(new long[0], Float.NEGATIVE_INFINITY))
                        .node("Pad", "x pads", "p")
                        .node("AveragePool", "p", "y", "kernel_shape", new long[] {2, 3}, "pads", new long[] {0, 1, 0, 0
                        })
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3, 4, 5)
                        .initializer("pads", Tensor.vector(0, 0, 1, 1, 0, 0, 0, 1))
                        .initializer("low", Tensor.ofFloats(new long[0], Float.NEGATIVE_INFINITY))
                        .node("Pad", "x pads", "p")
                        .node("AveragePool", "p", "y", "kernel_shape", new long[] {2, 3}, "ceil_mode", 1)
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3, 4, 5)
                        .initializer("pads", Tensor.vector(0, 0, 1, 1, 0, 0, 0, 1))
                        .initializer("low", Tensor.ofFloats(new long[0], Float.NEGATIVE_INFINITY))
                        .node("Pad", "x pads", "p")
                        .node("AveragePool", "p", "y", "kernel_shape", new long[] {1, 1})
                        .output("y")
                        .build())
                .doesNotFire();
    }

    /** As Keras pads behind an activation: the zeros are never larger than what lies beside them. */
    @ParameterizedTest
    @ValueSource(strings = {"Relu", "Sigmoid", "Abs", "Clip", "Neg"})
    void zerosBeforeAMaxPoolCountOnlyBesideNegativeValues(String opType) {
        Model model = Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 3, 4, 5)
                .initializer("pads", Tensor.vector(0, 0, 1, 1, 0, 0, 0, 1))
                .initializer("zero", Tensor.ofFloats(new long[0], 0))
                .node(opType, opType.equals("Clip") ? "x zero" : "x", "a")
                .node("Pad", "a pads", "p")
                .node("MaxPool", "p", "y", "kernel_shape", new long[] {2, 3}, "strides", new long[] {2, 2})
                .output("y")
                .build();
        if (opType.equals("Neg")) {
            tester.given(model).doesNotFire();
        } else {
            assertThat(tester.given(model).fires(1)).hasOperators(opType, "MaxPool");
        }
    }
}
