package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseAffineIntoBnTest {
    private final PassTester.Given tester = PassTester.of(new FuseAffineIntoBn());

    @Test
    void foldsAFactor() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3, 4, 4)
                                .initializer("s", Tensor.ofFloats(new long[] {3}, 1, 2, -3))
                                .initializer("o", Tensor.ofFloats(new long[] {3}, 0.5f, -1, 2))
                                .initializer("m", Tensor.ofFloats(new long[] {3}, 0.25f, 1, -1))
                                .initializer("v", Tensor.ofFloats(new long[] {3}, 1, 0.5f, 2))
                                .initializer("f", Graphs.ramp(1, 3, 1, 1))
                                .node("BatchNormalization", "x s o m v", "n")
                                .node("Mul", "n f", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("BatchNormalization");
    }

    @Test
    void foldsASummand() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3, 4, 4)
                                .initializer("s", Tensor.ofFloats(new long[] {3}, 1, 2, -3))
                                .initializer("o", Tensor.ofFloats(new long[] {3}, 0.5f, -1, 2))
                                .initializer("m", Tensor.ofFloats(new long[] {3}, 0.25f, 1, -1))
                                .initializer("v", Tensor.ofFloats(new long[] {3}, 1, 0.5f, 2))
                                .initializer("f", Graphs.ramp(3, 1, 1))
                                .node("BatchNormalization", "x s o m v", "n")
                                .node("Add", "f n", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("BatchNormalization");
    }

    @Test
    void staysForOtherBroadcastsAndReaders() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3, 4, 4)
                        .initializer("s", Tensor.ofFloats(new long[] {3}, 1, 2, -3))
                        .initializer("o", Tensor.ofFloats(new long[] {3}, 0.5f, -1, 2))
                        .initializer("m", Tensor.ofFloats(new long[] {3}, 0.25f, 1, -1))
                        .initializer("v", Tensor.ofFloats(new long[] {3}, 1, 0.5f, 2))
                        .initializer("f", Graphs.ramp(4))
                        .node("BatchNormalization", "x s o m v", "n")
                        .node("Mul", "n f", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 3, 4, 4)
                        .initializer("s", Tensor.ofFloats(new long[] {3}, 1, 2, -3))
                        .initializer("o", Tensor.ofFloats(new long[] {3}, 0.5f, -1, 2))
                        .initializer("m", Tensor.ofFloats(new long[] {3}, 0.25f, 1, -1))
                        .initializer("v", Tensor.ofFloats(new long[] {3}, 1, 0.5f, 2))
                        .initializer("f", Graphs.ramp(3, 1, 1))
                        .node("BatchNormalization", "x s o m v", "n")
                        .node("Mul", "n f", "y")
                        .output("n")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void mustBeAskedFor() {
        org.assertj.core.api.Assertions.assertThat(new FuseAffineIntoBn().optIn())
                .isTrue();
    }
}
