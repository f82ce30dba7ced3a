package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FuseMulBeforeGemmTest {
    private final PassTester.Given tester = PassTester.of(new FuseMulBeforeGemm());

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void scalesRows(int transB) {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 4)
                                .initializer("w", transB == 0 ? Graphs.ramp(4, 3) : Graphs.ramp(3, 4))
                                .initializer("c", Graphs.ramp(3))
                                .initializer("f", Graphs.ramp(4))
                                .node("Mul", "f x", "m")
                                .node("Gemm", "m w c", "y", "transB", transB, "alpha", 0.5f)
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Gemm");
    }

    @Test
    void scalesMatMulOfBatches() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 3, 4)
                                .initializer("w", Graphs.ramp(4, 5))
                                .initializer("f", Graphs.ramp(1, 1, 4))
                                .node("Mul", "x f", "m")
                                .node("MatMul", "m w", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("MatMul");
    }

    @Test
    void staysForFactorsPerRow() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 4)
                        .initializer("w", Graphs.ramp(4, 3))
                        .initializer("f", Graphs.ramp(2, 1))
                        .node("Mul", "x f", "m")
                        .node("MatMul", "m w", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
