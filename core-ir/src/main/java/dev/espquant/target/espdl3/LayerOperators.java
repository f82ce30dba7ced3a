package dev.espquant.target.espdl3;

import static dev.espquant.target.Conditions.computed;
import static dev.espquant.target.Conditions.constant;
import static dev.espquant.target.Conditions.constantIfPresent;
import static dev.espquant.target.Conditions.isZero;
import static dev.espquant.target.Conditions.oneOutput;
import static dev.espquant.target.Conditions.rank;
import static dev.espquant.target.Conditions.that;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.target.Conditions;
import dev.espquant.target.ExponentRule;
import dev.espquant.target.OperatorCondition;
import dev.espquant.target.OperatorRule;

/** Layers that multiply by weights, and the product of two computed matrices. */
final class LayerOperators {
    private LayerOperators() {}

    static ImmutableList<OperatorRule> rules() {
        return ImmutableList.of(convolution(), transposed(), gemm(), matMul(), batchNormalization());
    }

    private static OperatorRule convolution() {
        return OperatorRule.of("Conv", ExponentRule.OWN_RANGE)
                .and(Conditions.convolution())
                .and(oneGroupOrDepthwise(0))
                .withNote("also depthwise; dilated, strided, auto_pad; a Relu behind it costs nothing");
    }

    private static OperatorRule transposed() {
        return OperatorRule.of(
                        "ConvTranspose",
                        ExponentRule.OWN_RANGE,
                        computed(0),
                        constant(1, "weights"),
                        constantIfPresent(2, "biases"),
                        rank(0, 3, 4, "1-D or 2-D convolution"),
                        oneGroupOrDepthwise(1),
                        that(
                                "pads are given, neither auto_pad nor output_shape",
                                "export the model with explicit pads",
                                (graph, node) -> node.textAttribute("auto_pad", "NOTSET")
                                                .equals("NOTSET")
                                        && node.attribute("output_shape").isEmpty()),
                        that(
                                "it crops no more than its window reaches over the edge: pads are at most dilation * (kernel - 1)",
                                "use smaller pads, and Slice behind it",
                                LayerOperators::cropsWithinItsReach),
                        oneOutput())
                .withNote("runs as InsertZeros and Conv");
    }

    private static boolean cropsWithinItsReach(Graph graph, Node node) {
        Tensor weights = Conditions.tensor(graph, node, 1).orElseThrow();
        int axes = weights.rank() - 2;
        long[] dilations = node.intsAttribute("dilations").orElse(new long[0]);
        long[] pads = node.intsAttribute("pads").orElse(new long[0]);
        for (int i = 0; i < pads.length; i++) {
            long dilation = dilations.length == 0 ? 1 : dilations[i % axes];
            if (pads[i] > dilation * (weights.size(i % axes + 2) - 1)) {
                return false;
            }
        }
        return true;
    }

    /** The runtime takes every group other than 1 for depthwise. */
    private static OperatorCondition oneGroupOrDepthwise(int inputChannelAxis) {
        return that(
                "group is 1, or depthwise: as many groups as channels, one output channel each",
                "run 'espquant optimize --preset full' for this target, or split the channels with Split and Concat",
                (graph, node) -> {
                    Tensor weights = Conditions.tensor(graph, node, 1).orElseThrow();
                    long group = node.intAttribute("group", 1);
                    return weights.rank() == Conditions.rank(graph, node, 0)
                            && (group == 1 || (weights.size(0) == group && weights.size(1) == 1))
                            && inputChannelAxis < weights.rank();
                });
    }

    private static OperatorRule gemm() {
        return OperatorRule.of("Gemm", ExponentRule.OWN_RANGE)
                .and(Conditions.gemm())
                .and(isZero("transA", "put a Transpose in front of it"))
                .withNote("any transB, alpha, beta: they are folded into the weights");
    }

    private static OperatorRule matMul() {
        return OperatorRule.of(
                        "MatMul",
                        ExponentRule.OWN_RANGE,
                        computed(0),
                        rank(0, 2, 4, "up to four axes"),
                        that(
                                "the right matrix has two to four dimensions, and if it is computed, as many as the left",
                                "reshape it",
                                (graph, node) -> {
                                    int right = Conditions.rank(graph, node, 1);
                                    return right >= 2
                                            && right <= 4
                                            && (!Conditions.isComputed(graph, node, 1)
                                                    || right == Conditions.rank(graph, node, 0));
                                }),
                        oneOutput())
                .withNote("by a constant, or of two computed matrices");
    }

    private static OperatorRule batchNormalization() {
        return OperatorRule.of("BatchNormalization", ExponentRule.OWN_RANGE)
                .and(Conditions.batchNormalization(3))
                .withNote("one that 'espquant optimize' cannot fuse runs as a depthwise layer");
    }
}
