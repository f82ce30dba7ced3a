package dev.espquant.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class PassContextTest {
    @Test
    void makesNamesThatNothingHas() {
        Graph branch =
                Graphs.model("b").node("Neg", "x", "inner").output("inner").graphUnchecked();
        PassContext context = PassContext.of(Graphs.model("m")
                .input("x", DataType.FLOAT, 2)
                .input("c", DataType.BOOL)
                .node("If", "c", "y", "then_branch", branch, "else_branch", branch)
                .output("y")
                .buildUnchecked());
        assertThat(context.freshName("free")).isEqualTo("free");
        assertThat(context.freshName("free")).isEqualTo("free_1");
        assertThat(context.freshName("x")).isEqualTo("x_1");
        assertThat(context.freshName("inner")).isEqualTo("inner_1");
        assertThat(context.freshName("if0")).isEqualTo("if0_1");
        assertThat(context.numberedName("fused_gemm")).isEqualTo("fused_gemm_0");
        assertThat(context.numberedName("fused_gemm")).isEqualTo("fused_gemm_1");
    }
}
