package dev.espquant.optimizer.passes.fuse;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class FuseTransposeIntoGemmTest {
    private final PassTester.Given tester = PassTester.of(new FuseTransposeIntoGemm());

    @Test
    void setsTransB() {
        Graph result = tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 4)
                        .initializer("w", Graphs.ramp(3, 4))
                        .node("Transpose", "w", "t", "perm", new long[] {1, 0})
                        .node("Gemm", "x t", "y", "alpha", 0.5f)
                        .output("y")
                        .build())
                .fires(1);
        assertThat(result).hasOperators("Gemm");
        assertThat(result.nodes().get(0).inputs()).containsExactly("x", "w");
        assertThat(result.nodes().get(0).intAttribute("transB", 0)).isEqualTo(1);
        assertThat(result.nodes().get(0).floatAttribute("alpha", 0)).isEqualTo(0.5f);
    }

    @Test
    void clearsBothFlags() {
        Graph result = tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 4)
                        .initializer("w", Graphs.ramp(4, 3))
                        .node("Transpose", "x", "u")
                        .node("Transpose", "w", "v")
                        .node("Gemm", "u v", "y", "transA", 1, "transB", 1)
                        .output("y")
                        .build())
                .fires(1);
        assertThat(result).hasOperators("Gemm");
        assertThat(result.nodes().get(0).intAttribute("transA", 1)).isZero();
        assertThat(result.nodes().get(0).intAttribute("transB", 1)).isZero();
    }

    @Test
    void leavesATransposeThatOthersRead() {
        Graph result = tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 4, 4)
                        .node("Transpose", "x", "t")
                        .node("Gemm", "x t", "g")
                        .node("Add", "g t", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(result).hasOperators("Transpose", "Gemm", "Add");
    }

    @Test
    void staysWithoutTranspose() {
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, 2, 4)
                        .initializer("w", Graphs.ramp(4, 3))
                        .node("Gemm", "x w", "y")
                        .output("y")
                        .build())
                .doesNotFire();
    }
}
