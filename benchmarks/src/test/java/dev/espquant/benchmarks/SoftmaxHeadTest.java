package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphValidator;
import dev.espquant.ir.Model;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class SoftmaxHeadTest {
    @Test
    void cutsTheSoftmaxThatComputesTheOutput() {
        Model model = ShapeInference.infer(Graphs.model("classifier")
                .input("x", DataType.FLOAT, 1, 4)
                .node("Relu", "x", "scores")
                .node("Softmax", "scores", "probabilities")
                .output("probabilities")
                .build());

        Model cut = SoftmaxHead.cut(model);

        GraphValidator.validate(cut);
        assertThat(cut.graph().nodes()).extracting(node -> node.opType()).containsExactly("Relu");
        assertThat(cut.graph().outputs()).extracting(output -> output.name()).containsExactly("scores");
        assertThat(cut.graph().shape("scores")).isEqualTo(model.graph().shape("probabilities"));
    }

    @Test
    void leavesOtherModelsAlone() {
        Model model = Graphs.model("scores")
                .input("x", DataType.FLOAT, 1, 4)
                .node("Softmax", "x", "s")
                .node("Relu", "s", "y")
                .output("y")
                .build();

        assertThat(SoftmaxHead.cut(model)).isSameAs(model);
    }
}
