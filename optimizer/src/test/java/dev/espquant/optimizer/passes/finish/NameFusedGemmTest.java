package dev.espquant.optimizer.passes.finish;

import static dev.espquant.testing.GraphAssert.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class NameFusedGemmTest {
    private final PassTester.Given tester = PassTester.of(new NameFusedGemm());

    @Test
    void numbersInTheOrderOfTheGraph() {
        assertThat(tester.given(gemms("fused_gemm_3", "dense", "fused_gemm_0").build())
                        .fires(2))
                .hasNodes("fused_gemm_0", "dense", "fused_gemm_1");
    }

    @Test
    void staysIfTheNumbersAreRight() {
        tester.given(gemms("fused_gemm_0", "dense", "fused_gemm_1").build()).doesNotFire();
    }

    private static Graphs gemms(String... names) {
        Graphs model = Graphs.model("m").input("x", DataType.FLOAT, 2, 3).initializer("w", Graphs.ramp(3, 3));
        String value = "x";
        for (String name : names) {
            model.node("Gemm", value + " w", "v" + name).named(name);
            value = "v" + name;
        }
        return model.output(value);
    }
}
