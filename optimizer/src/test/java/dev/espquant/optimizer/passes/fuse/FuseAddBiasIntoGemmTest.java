package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseAddBiasIntoGemmTest {
    private final PassTester.Given tester = PassTester.of(new FuseAddBiasIntoGemm());

    @Test
    void makesTheConstantTheBias() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 4)
                                .initializer("w", Graphs.ramp(4, 3))
                                .initializer("t", Graphs.ramp(3, 4))
                                .initializer("c", Graphs.ramp(3))
                                .initializer("f", Graphs.ramp(1, 3))
                                .node("Gemm", "x w", "g")
                                .node("Add", "g f", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Gemm");
    }

    @Test
    void addsToABias() {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 4)
                                .initializer("w", Graphs.ramp(4, 3))
                                .initializer("t", Graphs.ramp(3, 4))
                                .initializer("c", Graphs.ramp(3))
                                .initializer("f", Graphs.ramp(1, 3))
                                .node("Gemm", "x t c", "g", "transB", 1, "beta", 0.5f, "alpha", 2f)
                                .node("Add", "f g", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Gemm");
    }

    @Test
    void staysIfRowsDiffer() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 4)
                        .initializer("w", Graphs.ramp(4, 3))
                        .initializer("t", Graphs.ramp(3, 4))
                        .initializer("c", Graphs.ramp(3))
                        .initializer("f", Graphs.ramp(1, 3))
                        .initializer("r", Graphs.ramp(2, 3))
                        .node("Gemm", "x w c", "g")
                        .node("Add", "g r", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
