package dev.espquant.lowering;

import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Node;

/** The runtime's operators by what they do to layouts. */
final class RuntimeOperators {
    /** Two operands that broadcast. */
    static final ImmutableSet<String> BINARY = ImmutableSet.of(
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Pow",
            "Mod",
            "Equal",
            "Greater",
            "GreaterOrEqual",
            "Less",
            "LessOrEqual",
            "And",
            "Or",
            "Xor");

    static final ImmutableSet<String> REDUCTIONS = ImmutableSet.of(
            "ReduceMean",
            "ReduceSum",
            "ReduceMax",
            "ReduceMin",
            "ReduceProd",
            "ReduceL1",
            "ReduceL2",
            "ReduceSumSquare",
            "ReduceLogSum",
            "ReduceLogSumExp");

    /** Kernels that exist for channels in the last axis only. */
    private static final ImmutableSet<String> CHANNELS_LAST = ImmutableSet.of(
            "Conv",
            "AveragePool",
            "MaxPool",
            "GlobalAveragePool",
            "Resize",
            "DepthToSpace",
            "SpaceToDepth",
            "InsertZeros");

    private static final ImmutableSet<String> ELEMENTWISE =
            ImmutableSet.of("Clip", "Identity", "Not", "QuantizeLinear", "RequantizeLinear", "DequantizeLinear", "LUT");

    private RuntimeOperators() {}

    /** Whether the node's kernel wants the channels in the last axis of its data. */
    static boolean wantsChannelsLast(Node node) {
        return CHANNELS_LAST.contains(node.opType()) || node.is("PRelu");
    }

    static boolean isBinary(Node node) {
        return BINARY.contains(node.opType());
    }

    static boolean isReduction(Node node) {
        return REDUCTIONS.contains(node.opType());
    }

    /** Whether the node treats all elements of its one input alike, wherever they lie. */
    static boolean isElementwise(Node node) {
        return ELEMENTWISE.contains(node.opType()) || Curves.NAMES.contains(node.opType());
    }

    /** Whether only the order of elements in memory matters to the node, not the axes that they lie along. */
    static boolean readsMemoryOrder(Node node) {
        return node.is("Reshape") || node.is("Flatten");
    }
}
