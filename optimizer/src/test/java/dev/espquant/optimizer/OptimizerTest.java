package dev.espquant.optimizer;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.optimizer.testing.Equivalence;
import dev.espquant.testing.SharedData;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizerTest {
    @Test
    void optimizesANetworkAsTheMissionAsks() {
        Model model = ModelZoo.convNet();
        OptimizedModel result = Optimizer.optimize(model, OptimizerOptions.mission());
        assertThat(result.model().graph())
                .hasOperators("Conv", "Relu", "Conv", "Reshape", "Gemm", "Relu", "Gemm")
                .hasInputs("x")
                .hasOutputs("y");
        assertThat(result.model().graph().shape("y").orElseThrow().dimension(0)).isEqualTo(Dimension.named("N"));
        Equivalence.assertEquivalent(model, result.model());
        Equivalence.assertSamplesAlone(model, result.model(), 1);
        assertThat(result.report().settled()).isTrue();
    }

    @Test
    void findsNothingToDoInItsOwnResult() {
        OptimizedModel once = Optimizer.optimize(ModelZoo.convNet(), OptimizerOptions.full());
        OptimizedModel twice = Optimizer.optimize(once.model(), OptimizerOptions.full());
        assertThat(twice.model().graph()).isEqualTo(once.model().graph());
        assertThat(twice.report().activities()).isEmpty();
    }

    @Test
    void runsOnlyThePassesThatAreNamed() {
        OptimizedModel result = Optimizer.optimize(
                ModelZoo.convNet(), OptimizerOptions.passes("eliminate_identity", "eliminate_nop_dropout"));
        assertThat(result.report().passes()).containsExactly("eliminate_identity", "eliminate_nop_dropout");
        assertThat(result.report().activities()).extracting(PassActivity::count).containsExactly(1, 1);
        assertThat(result.report().nodeCountAfter()).isEqualTo(result.report().nodeCountBefore() - 2);
    }

    @Test
    void leavesOutWhatItIsToldTo() {
        OptimizedModel result = Optimizer.optimize(
                ModelZoo.convNet(), OptimizerOptions.mission().withoutPasses(List.of("fuse_bn_into_conv")));
        assertThat(result.model().graph().nodes()).extracting(Node::opType).contains("BatchNormalization");
    }

    @Test
    void suggestsTheNameThatWasMeant() {
        assertThatThrownBy(() -> Optimizer.optimize(ModelZoo.convNet(), OptimizerOptions.passes("fuse_bn_in_conv")))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("did you mean 'fuse_bn_into_conv'");
        assertThatThrownBy(() -> Preset.ofName("missoin")).hasMessageContaining("did you mean 'mission'");
    }

    /** Espressif's script made the second of these models of the first. */
    @Test
    void makesOfTheHandGestureModelWhatEspressifsScriptMade() {
        SharedData.whenPresent(root -> {
            String folder = "data/hand_gesture_ai_edge/handrecognition_model_int8";
            Model before = OnnxReader.read(SharedData.file(root, folder + ".onnx"));
            Model expected = OnnxReader.read(SharedData.file(root, folder + "_optimized.onnx"));
            Model actual =
                    Optimizer.optimize(before, OptimizerOptions.mission()).model();
            assertThat(actual.graph().nodes()).isEqualTo(expected.graph().nodes());
            assertThat(actual.graph().initializers()).isEqualTo(expected.graph().initializers());
            assertThat(actual.graph().valueInfos().keySet())
                    .isEqualTo(expected.graph().valueInfos().keySet());
            Equivalence.assertEquivalent(before, actual);
        });
    }

    @Test
    void writesTheSameBytesEveryTime() {
        byte[] once = OnnxWriter.toBytes(
                Optimizer.optimize(ModelZoo.convNet(), OptimizerOptions.full()).model());
        byte[] twice = OnnxWriter.toBytes(
                Optimizer.optimize(ModelZoo.convNet(), OptimizerOptions.full()).model());
        assertThat(twice).isEqualTo(once);
    }

    @Test
    void growsLinearlyWithTheModel() {
        long ten = steps(10_000);
        long twenty = steps(20_000);
        assertThat(twenty).isLessThanOrEqualTo(2 * ten + 1000);
        assertThat(ten).isLessThan(10_000L * 40 * Optimizer.passes().all().size());
    }

    private static long steps(int nodes) {
        OptimizedModel result = Optimizer.optimize(ModelZoo.chain(nodes), OptimizerOptions.full());
        assertThat(result.report().nodeCountAfter()).isLessThanOrEqualTo(nodes / 2);
        return result.report().steps();
    }
}
