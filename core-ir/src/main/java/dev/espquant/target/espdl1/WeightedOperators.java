package dev.espquant.target.espdl1;

import static dev.espquant.target.Conditions.atLeast;
import static dev.espquant.target.Conditions.computed;
import static dev.espquant.target.Conditions.constant;
import static dev.espquant.target.Conditions.constantIfPresent;
import static dev.espquant.target.Conditions.isZero;
import static dev.espquant.target.Conditions.oneOutput;
import static dev.espquant.target.Conditions.rank;
import static dev.espquant.target.Conditions.tensor;
import static dev.espquant.target.Conditions.that;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.target.Conditions;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorCondition;
import dev.espquant.target.OperatorRule;
import java.util.Optional;

/** Layers that multiply by constant weights. */
final class WeightedOperators {
    private WeightedOperators() {}

    static ImmutableList<OperatorRule> rules() {
        return ImmutableList.of(convolution(), gemm(), matMul(), batchNormalization());
    }

    private static OperatorRule convolution() {
        return OperatorRule.of(
                        "Conv",
                        ExponentRule.OWN_RANGE,
                        computed(0),
                        constant(1, "weights"),
                        constantIfPresent(2, "biases"),
                        rank(0, 3, 4, "1-D or 2-D convolution"),
                        weightsRankIsInputRank(),
                        groupDividesChannels(),
                        atLeast("strides", 1, "strides count from 1"),
                        atLeast("dilations", 1, "dilations count from 1"),
                        atLeast("pads", 0, "crop with Slice instead"),
                        oneOutput())
                .withNote("also depthwise and grouped; dilated, strided, auto_pad");
    }

    private static OperatorRule gemm() {
        return OperatorRule.of(
                        "Gemm",
                        ExponentRule.OWN_RANGE,
                        computed(0),
                        constant(1, "weights"),
                        constantIfPresent(2, "biases"),
                        rank(0, 2, 2, "rows of features; put Flatten in front"),
                        oneBiasPerColumn(),
                        oneOutput())
                .withNote("any transA, transB, alpha, beta");
    }

    private static OperatorRule matMul() {
        return OperatorRule.of(
                        "MatMul",
                        ExponentRule.OWN_RANGE,
                        computed(0),
                        constant(1, "weights"),
                        that(
                                "the right matrix has 2 dimensions",
                                "use one MatMul for each matrix of the stack",
                                (graph, node) ->
                                        tensor(graph, node, 1).orElseThrow().rank() == 2),
                        rank(0, 2, 4, "the last one holds the features"),
                        oneOutput())
                .withNote("by a constant: a fully connected layer without bias");
    }

    private static OperatorRule batchNormalization() {
        return OperatorRule.of(
                        "BatchNormalization",
                        ExponentRule.OWN_RANGE,
                        computed(0),
                        constant(1, "scales"),
                        constant(2, "offsets"),
                        constant(3, "means"),
                        constant(4, "variances"),
                        rank(0, 2, 4, "channels are the second"),
                        isZero("training_mode", "export the model for inference"),
                        oneOutput())
                .withNote("one that 'espquant optimize' cannot fuse runs as a depthwise layer");
    }

    private static OperatorCondition weightsRankIsInputRank() {
        return that(
                "weights have as many dimensions as the input",
                "the model is not valid ONNX: export it again",
                (graph, node) -> tensor(graph, node, 1).orElseThrow().rank() == Conditions.rank(graph, node, 0));
    }

    private static OperatorCondition groupDividesChannels() {
        return that(
                "group divides the output channels",
                "the model is not valid ONNX: export it again",
                (graph, node) -> tensor(graph, node, 1).orElseThrow().size(0) % node.intAttribute("group", 1) == 0);
    }

    private static OperatorCondition oneBiasPerColumn() {
        return that(
                "there is one bias, or one for each output feature",
                "add a matrix of biases with Add",
                (graph, node) -> {
                    Optional<Tensor> bias = tensor(graph, node, 2);
                    return bias.isEmpty() || isRow(bias.get(), columns(graph, node));
                });
    }

    private static boolean isRow(Tensor bias, long columns) {
        int count = bias.elementCount();
        return count == 1 || (count == columns && bias.size(-1) == columns);
    }

    private static long columns(Graph graph, Node node) {
        Tensor weights = tensor(graph, node, 1).orElseThrow();
        return weights.size(node.intAttribute("transB", 0) == 0 ? 1 : 0);
    }
}
