package dev.espquant.ir;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/**
 * How many inputs the standard operators cannot do without, by the operator changelog of ONNX. Whoever looks at the second input of a {@code Conv}
 * may take for granted that it is there.
 */
public final class OperatorInputs {
    /** Operators that run without an input, or whose first ones may be left out. */
    private static final String NONE = "Constant RandomNormal RandomUniform SequenceEmpty Optional Loop Scan";

    private static final String TWO =
            "Add AffineGrid And BitShift BitwiseAnd BitwiseOr BitwiseXor CastLike CenterCropPad Compress"
                    + " Conv ConvInteger ConvTranspose CumSum DequantizeLinear Div Equal Expand Gather GatherElements GatherND Greater"
                    + " GreaterOrEqual GridSample LayerNormalization Less LessOrEqual MatMul MatMulInteger MaxRoiPool MaxUnpool Mod Mul"
                    + " NegativeLogLikelihoodLoss NonMaxSuppression Or PRelu Pow QuantizeLinear RMSNormalization ReverseSequence STFT"
                    + " SequenceAt SequenceInsert SoftmaxCrossEntropyLoss StringConcat Sub TensorScatter Tile Xor Gemm";

    private static final String THREE =
            "Attention Col2Im DeformConv GRU GroupNormalization InstanceNormalization LSTM OneHot RNN"
                    + " Range RoiAlign RotaryEmbedding Scatter ScatterElements ScatterND Where";

    private static final String FIVE = "BatchNormalization MelWeightMatrix";

    private static final String EIGHT = "QLinearConv QLinearMatMul";

    private static final ImmutableMap<String, Integer> FIXED = fixed();

    /** Operators that got inputs for what had been attributes: since which operator set, and how many. */
    private static final ImmutableMap<String, Since> GROWN = ImmutableMap.<String, Since>builder()
            .put("Pad", new Since(11, 2))
            .put("Reshape", new Since(5, 2))
            .put("Slice", new Since(10, 3))
            .put("TopK", new Since(10, 2))
            .put("Unsqueeze", new Since(13, 2))
            .put("Upsample", new Since(9, 2))
            .buildOrThrow();

    private record Since(long opset, int inputs) {}

    private OperatorInputs() {}

    /**
     * Checks every node of a model, subgraphs included; operators of other domains and those that functions of the model define can have any
     * number.
     *
     * @throws GraphException that names the first node without an input that its operator needs, or without an output
     */
    public static void check(Model model) {
        check(model.graph(), model.opset());
    }

    private static void check(Graph graph, long opset) {
        for (Node node : graph.nodes()) {
            if (node.domain().isEmpty()) {
                check(node, opset);
            }
            for (Attribute attribute : node.attributes().values()) {
                if (attribute instanceof Attribute.OfGraph sub) {
                    check(sub.value(), opset);
                } else if (attribute instanceof Attribute.OfGraphs subs) {
                    subs.values().forEach(sub -> check(sub, opset));
                }
            }
        }
    }

    private static void check(Node node, long opset) {
        int needed = needed(node.opType(), opset);
        for (int i = 0; i < needed; i++) {
            if (node.input(i).isEmpty()) {
                throw broken(node, "it has no input " + i + ", and the operator needs " + needed);
            }
        }
        if (node.outputs().isEmpty()) {
            throw broken(node, "it has no output");
        }
    }

    private static int needed(String opType, long opset) {
        return Optional.ofNullable(GROWN.get(opType))
                .filter(grown -> opset >= grown.opset())
                .map(Since::inputs)
                .orElseGet(() -> FIXED.getOrDefault(opType, 1));
    }

    private static GraphException broken(Node node, String reason) {
        return GraphException.because(reason)
                .node(node)
                .fix("export the model again")
                .build();
    }

    private static ImmutableMap<String, Integer> fixed() {
        ImmutableMap.Builder<String, Integer> counts = ImmutableMap.builder();
        ImmutableMap.of(0, NONE, 2, TWO, 3, THREE, 5, FIVE, 8, EIGHT)
                .forEach((count, names) -> Splitter.on(' ').split(names).forEach(name -> counts.put(name, count)));
        return counts.buildOrThrow();
    }
}
