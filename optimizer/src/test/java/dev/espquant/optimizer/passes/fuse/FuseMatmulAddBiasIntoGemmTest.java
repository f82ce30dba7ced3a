package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuseMatmulAddBiasIntoGemmTest {
    private final PassTester.Given tester = PassTester.of(new FuseMatmulAddBiasIntoGemm());

    @Test
    void makesAGemmNamedAsEspressifNamesIt() {
        Graph result = tester.given(dense(Graphs.ramp(3), "p c")).fires(1);
        assertThat(result).hasOperators("Gemm").hasNodes("fused_gemm_0");
        assertThat(result.nodes().get(0).attributes())
                .containsEntry("alpha", Attribute.of(1f))
                .containsEntry("beta", Attribute.of(1f))
                .containsEntry("transA", Attribute.of(0))
                .containsEntry("transB", Attribute.of(0));
        assertThat(result.nodes().get(0).inputs()).containsExactly("x", "w", "c");
    }

    @Test
    void numbersInTheOrderOfTheGraph() {
        Graph result = tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, Shape.of(List.of(Dimension.named("N"), Dimension.of(3))))
                        .initializer("w", Graphs.ramp(3, 3))
                        .initializer("c", Graphs.ramp(3))
                        .initializer("d", Graphs.ramp(1, 3))
                        .valueInfo("r", DataType.FLOAT, 2, 3)
                        .node("MatMul", "x w", "p")
                        .node("Add", "c p", "s")
                        .node("Relu", "s", "r")
                        .node("MatMul", "r w", "q")
                        .node("Add", "q d", "y")
                        .output("y")
                        .build())
                .fires(2);
        assertThat(result).hasOperators("Gemm", "Relu", "Gemm").hasNodes("fused_gemm_0", "relu2", "fused_gemm_1");
        assertThat(result).hasInitializer("d", Graphs.ramp(3));
    }

    @Test
    void spreadsAScalar() {
        assertThat(tester.given(dense(Tensor.ofFloats(new long[0], 2f), "p c")).fires(1))
                .hasInitializer("c", Tensor.ofFloats(new long[] {3}, 2, 2, 2));
    }

    @Test
    void staysIfTheBiasDiffersBetweenRowsOrEnlarges() {
        tester.given(dense(Graphs.ramp(2, 3), "p c")).doesNotFire();
        tester.given(dense(Graphs.ramp(2, 1), "p c")).doesNotFire();
        tester.given(dense(Graphs.ramp(1, 1, 3), "p c")).doesNotFire();
    }

    @Test
    void staysForOtherRanks() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 2, 4)
                        .initializer("w", Graphs.ramp(4, 3))
                        .initializer("c", Graphs.ramp(3))
                        .node("MatMul", "x w", "p")
                        .node("Add", "p c", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }

    @Test
    void staysIfTheProductIsReadElsewhere() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 4)
                        .initializer("w", Graphs.ramp(4, 3))
                        .initializer("c", Graphs.ramp(3))
                        .node("MatMul", "x w", "p")
                        .node("Add", "p c", "y")
                        .output("y")
                        .output("p")
                        .build())
                .doesNotFire();
    }

    private static Model dense(Tensor bias, String addInputs) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 2, 4)
                .initializer("w", Graphs.ramp(4, 3))
                .initializer("c", bias)
                .node("MatMul", "x w", "p")
                .node("Add", addInputs, "y")
                .output("y")
                .build();
    }
}
