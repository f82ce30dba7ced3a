package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuseAddBeforeGemmTest {
    private final PassTester.Given tester = PassTester.of(new FuseAddBeforeGemm());

    @ParameterizedTest
    @CsvSource({"0,s w c", "1,s w c", "0,s w", "1,s w"})
    void addsToTheBias(int transB, String inputs) {
        assertThat(tester.given(Graphs.model("m")
                                .input("x", DataType.FLOAT, 2, 4)
                                .initializer("w", transB == 0 ? Graphs.ramp(4, 3) : Graphs.ramp(3, 4))
                                .initializer("c", Graphs.ramp(3))
                                .initializer("a", Graphs.ramp(4))
                                .node("Add", "x a", "s")
                                .node("Gemm", inputs, "y", "transB", transB, "alpha", 0.5f, "beta", 2f)
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Gemm");
    }

    @Test
    void staysForSummandsPerRow() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 4)
                        .initializer("w", Graphs.ramp(4, 3))
                        .initializer("a", Graphs.ramp(2, 1))
                        .node("Add", "x a", "s")
                        .node("Gemm", "s w", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
