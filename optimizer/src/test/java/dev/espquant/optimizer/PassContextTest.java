package dev.espquant.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorRule;
import dev.espquant.target.OperatorSupport;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassContextTest {
    private static final Model CLIP = Graphs.model("m")
            .input("x", DataType.FLOAT, 2)
            .node("Clip", "x", "y")
            .output("y")
            .build();

    @Test
    void asksTheChipWhichOperatorsAreWelcome() {
        OperatorRule clip = OperatorRule.of("Clip", ExponentRule.OWN_RANGE);
        PassContext context =
                PassContext.of(CLIP, OptimizerOptions.full().withTarget(OperatorSupport.of(List.of(clip))));
        assertThat(context.allows("Clip")).isTrue();
        assertThat(context.wants("Clip")).isTrue();
        assertThat(context.refuses(CLIP.graph().nodes().get(0))).isFalse();
        assertThat(context.allows("Relu")).isFalse();
        assertThat(context.wants("Relu")).isFalse();
        assertThat(context.refuses(Node.of("n", "Relu", List.of("x"), List.of("z"))))
                .isTrue();
    }

    @Test
    void takesTheUsersWordWhereNoChipIsNamed() {
        Node clip = CLIP.graph().nodes().get(0);
        PassContext everything = PassContext.of(CLIP);
        assertThat(everything.allows("Relu")).isTrue();
        assertThat(everything.wants("Relu")).isFalse();
        assertThat(everything.refuses(clip)).isFalse();
        PassContext named = PassContext.of(CLIP, OptimizerOptions.passes("any"));
        assertThat(named.wants("Relu")).isTrue();
        assertThat(named.refuses(clip)).isTrue();
    }

    @Test
    void changesWhatTheModelSaysBesideItsGraph() {
        PassContext context = PassContext.of(CLIP);
        assertThat(context.isModelChanged()).isFalse();
        context.changeModel(
                model -> model.withOpset("com.example", 2).withInfo(model.info().withMetadata("k", "v")));
        Model result = context.modelOf(CLIP.graph());
        assertThat(context.isModelChanged()).isTrue();
        assertThat(result.opsets()).containsEntry("", 13L).containsEntry("com.example", 2L);
        assertThat(result.info().metadata()).containsEntry("k", "v");
    }

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
