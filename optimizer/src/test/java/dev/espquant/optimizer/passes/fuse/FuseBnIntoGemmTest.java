package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseBnIntoGemmTest {
    private final PassTester.Given tester = PassTester.of(new FuseBnIntoGemm());

    @Test
    void foldsIntoColumns() {
        Graph result = tester.given(model("x w c").output("y").build()).fires(1);
        assertThat(result).hasOperators("Gemm");
        assertThat(result.nodes().get(0).inputs()).containsExactly("x", "w", "c");
    }

    @Test
    void foldsIntoRowsOfATransposedWeight() {
        assertThat(tester.given(model("x wt c", "transB", 1).output("y").build())
                        .fires(1))
                .hasOperators("Gemm");
    }

    @Test
    void appliesAlphaAndBeta() {
        Graph result = tester.given(
                        model("x w c", "alpha", 0.5f, "beta", 3f).output("y").build())
                .fires(1);
        assertThat(result.nodes().get(0).floatAttribute("beta", 0)).isEqualTo(1f);
        assertThat(result.nodes().get(0).floatAttribute("alpha", 0)).isEqualTo(0.5f);
    }

    @Test
    void makesABiasWhereThereIsNone() {
        Graph result = tester.given(model("x w").output("y").build()).fires(1);
        assertThat(result.nodes().get(0).inputs()).containsExactly("x", "w", "gemm0_bias");
    }

    @Test
    void takesAScalarOrRowBias() {
        tester.given(model("x w one").output("y").build()).fires(1);
        tester.given(model("x w row").output("y").build()).fires(1);
    }

    @Test
    void staysIfRowsHaveBiasesOfTheirOwn() {
        tester.given(model("x w full").output("y").build()).doesNotFire();
    }

    @Test
    void staysIfTheProductIsReadElsewhere() {
        tester.given(model("x w c").output("g").output("y").build()).doesNotFire();
    }

    @Test
    void makesAProductOfMatricesGemm() {
        Graph result = tester.given(product(2, 4).output("y").build()).fires(1);
        assertThat(result).hasOperators("Gemm");
        assertThat(result.nodes().get(0).inputs()).containsExactly("x", "w", "matmul0_bias");
        tester.given(product(2, 3, 4).output("y").build()).doesNotFire();
    }

    private static Graphs product(long... sizes) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, sizes)
                .initializer("w", Graphs.ramp(4, 3))
                .initializer("c", Graphs.ramp(3))
                .initializer("var", Tensor.ofFloats(new long[] {3}, 0.9f, 0.1f, 2f))
                .node("MatMul", "x w", "g")
                .node("BatchNormalization", "g c c c var", "y");
    }

    private static Graphs model(String inputs, Object... attributes) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 4)
                .initializer("w", Graphs.ramp(4, 3))
                .initializer("wt", Graphs.ramp(3, 4))
                .initializer("c", Graphs.ramp(3))
                .initializer("one", Tensor.ofFloats(new long[0], 0.7f))
                .initializer("row", Graphs.ramp(1, 3))
                .initializer("full", Graphs.ramp(2, 3))
                .initializer("scale", Tensor.ofFloats(new long[] {3}, 1.5f, -0.3f, 0.7f))
                .initializer("shift", Tensor.ofFloats(new long[] {3}, 0.1f, 0.2f, 0.3f))
                .initializer("mean", Tensor.ofFloats(new long[] {3}, 0.3f, 0.7f, -0.2f))
                .initializer("var", Tensor.ofFloats(new long[] {3}, 0.9f, 0.1f, 2f))
                .node("Gemm", inputs, "g", attributes)
                .node("BatchNormalization", "g scale shift mean var", "y");
    }
}
