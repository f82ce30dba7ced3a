package dev.espquant.target.espdl1;

import static dev.espquant.target.Conditions.computed;
import static dev.espquant.target.Conditions.constant;
import static dev.espquant.target.Conditions.oneOutput;
import static dev.espquant.target.Conditions.rank;
import static dev.espquant.target.Conditions.tensor;
import static dev.espquant.target.Conditions.that;

import com.google.common.collect.ImmutableList;
import dev.espquant.target.Conditions;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorCondition;
import dev.espquant.target.OperatorRule;

/** Layers that multiply by constant weights. */
final class WeightedOperators {
    private WeightedOperators() {}

    static ImmutableList<OperatorRule> rules() {
        return ImmutableList.of(convolution(), gemm(), matMul(), batchNormalization());
    }

    private static OperatorRule convolution() {
        return OperatorRule.of("Conv", ExponentRule.OWN_RANGE)
                .and(Conditions.convolution())
                .and(weightsRankIsInputRank(), groupDividesChannels())
                .withNote("also depthwise and grouped; dilated, strided, auto_pad");
    }

    private static OperatorRule gemm() {
        return OperatorRule.of("Gemm", ExponentRule.OWN_RANGE)
                .and(Conditions.gemm())
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
        return OperatorRule.of("BatchNormalization", ExponentRule.OWN_RANGE)
                .and(Conditions.batchNormalization(2))
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
}
