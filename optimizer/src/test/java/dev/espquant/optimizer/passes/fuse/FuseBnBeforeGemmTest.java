package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuseBnBeforeGemmTest {
    private final PassTester.Given tester = PassTester.of(new FuseBnBeforeGemm());

    @ParameterizedTest
    @CsvSource({"0,n w c", "1,n w c", "0,n w", "1,n w"})
    void foldsIntoWeightsAndBias(int transB, String inputs) {
        assertThat(tester.given(model(transB)
                                .node("Gemm", inputs, "y", "transB", transB, "alpha", 0.5f, "beta", 2f)
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Gemm");
    }

    @Test
    void staysIfReadElsewhereOrTransposed() {
        tester.given(model(0).node("Gemm", "n w", "y").output("y").output("n").build())
                .doesNotFire();
        tester.given(model(0).initializer("u", Graphs.ramp(2, 3))
                        .node("Gemm", "n u", "y", "transA", 1)
                        .output("y")
                        .build())
                .doesNotFire();
    }

    private static Graphs model(int transB) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 4)
                .initializer("w", transB == 0 ? Graphs.ramp(4, 3) : Graphs.ramp(3, 4))
                .initializer("c", Graphs.ramp(3))
                .initializer("s", Tensor.ofFloats(new long[] {4}, 1, 2, -3, 0.5f))
                .initializer("o", Tensor.ofFloats(new long[] {4}, 0.5f, -1, 2, 1))
                .initializer("m", Tensor.ofFloats(new long[] {4}, 0.25f, 1, -1, 3))
                .initializer("v", Tensor.ofFloats(new long[] {4}, 1, 0.5f, 2, 4))
                .node("BatchNormalization", "x s o m v", "n");
    }
}
