package dev.espquant.optimizer.passes.lift;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Node;
import java.util.Optional;

/**
 * The operators whose nodes say something else today than in an older operator set, and the last set in which they are to be rewritten. Source: the
 * operator changelog of ONNX, sets 1 to 18; operators that only got more element types, more attributes with a neutral default or more inputs
 * at the end are not here.
 */
final class LiftRules {
    private static final ImmutableMap<String, Entry> ENTRIES = build();

    private record Entry(long lastOpset, LiftRule rule) {}

    private LiftRules() {}

    /** The rule for a node of a model in an operator set; empty if the node says the same in the newest one. */
    static Optional<LiftRule> of(Node node, long opset) {
        return node.domain().isEmpty()
                ? Optional.ofNullable(ENTRIES.get(node.opType()))
                        .filter(entry -> opset <= entry.lastOpset())
                        .map(Entry::rule)
                : Optional.empty();
    }

    private static ImmutableMap<String, Entry> build() {
        ImmutableMap.Builder<String, Entry> rules = ImmutableMap.builder();
        axes(rules);
        arguments(rules);
        meanings(rules);
        firstSets(rules);
        return rules.buildOrThrow();
    }

    private static void axes(ImmutableMap.Builder<String, Entry> rules) {
        put(rules, 12, AttributeInputs::axes, "Squeeze", "ReduceSum");
        put(rules, 12, AttributeInputs::unsqueeze, "Unsqueeze");
        put(
                rules,
                17,
                AttributeInputs::axes,
                "ReduceL1",
                "ReduceL2",
                "ReduceLogSum",
                "ReduceLogSumExp",
                "ReduceMax",
                "ReduceMean",
                "ReduceMin",
                "ReduceProd",
                "ReduceSumSquare");
    }

    private static void arguments(ImmutableMap.Builder<String, Entry> rules) {
        put(rules, 4, AttributeInputs::reshape, "Reshape");
        put(rules, 9, AttributeInputs::slice, "Slice");
        put(rules, 9, AttributeInputs::topK, "TopK");
        put(rules, 10, AttributeInputs::clip, "Clip");
        put(rules, 10, AttributeInputs::pad, "Pad");
        put(rules, 17, AttributeInputs::split, "Split");
    }

    private static void meanings(ImmutableMap.Builder<String, Entry> rules) {
        put(rules, 8, Renamed.gone(), "Scan");
        put(rules, 9, ResizeForms::upsample, "Upsample");
        put(rules, 10, Renamed::scatter, "Scatter");
        put(rules, 11, NormalizationForms::dropout, "Dropout");
        put(rules, 12, new SoftmaxAxis(), "Softmax", "LogSoftmax", "Hardmax");
        put(rules, 13, NormalizationForms::batchNormalization, "BatchNormalization");
        put(rules, 15, Renamed::roiAlign, "RoiAlign");
        put(rules, 17, ResizeForms::resize, "Resize");
    }

    private static void firstSets(ImmutableMap.Builder<String, Entry> rules) {
        put(rules, 3, OldBroadcast::concat, "Concat");
        put(
                rules,
                5,
                Renamed.dropping("consumed_inputs"),
                "Abs",
                "Ceil",
                "Elu",
                "Exp",
                "Floor",
                "HardSigmoid",
                "InstanceNormalization",
                "LeakyRelu",
                "Log",
                "Max",
                "Mean",
                "Min",
                "Neg",
                "Reciprocal",
                "Relu",
                "Selu",
                "Sigmoid",
                "Sqrt",
                "Sum",
                "Tanh");
        put(rules, 5, Renamed::cast, "Cast");
        put(
                rules,
                6,
                OldBroadcast::binary,
                "Add",
                "And",
                "Div",
                "Equal",
                "Greater",
                "Less",
                "Mul",
                "Or",
                "Pow",
                "Sub",
                "Xor");
        put(rules, 6, OldBroadcast::slopes, "PRelu");
        put(rules, 6, Renamed.dropping("broadcast"), "Gemm");
        put(rules, 6, Renamed.dropping("output_sequence"), "GRU", "LSTM", "RNN");
        put(
                rules,
                17,
                Renamed.gone(),
                "ATen",
                "Affine",
                "ConstantFill",
                "Crop",
                "DynamicSlice",
                "GRUUnit",
                "GivenTensorFill",
                "ImageScaler",
                "ParametricSoftplus",
                "Scale",
                "ScaledTanh");
    }

    private static void put(
            ImmutableMap.Builder<String, Entry> rules, long lastOpset, LiftRule rule, String... opTypes) {
        for (String opType : opTypes) {
            rules.put(opType, new Entry(lastOpset, rule));
        }
    }
}
