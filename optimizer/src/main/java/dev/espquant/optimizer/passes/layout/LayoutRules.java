package dev.espquant.optimizer.passes.layout;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Node;
import dev.espquant.ir.StandardOperator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which operators compute the same on transposed data, and how. */
final class LayoutRules {
    private static final ImmutableSet<String> ONE_OPERAND = ImmutableSet.of(
            "Abs",
            "Cast",
            "Ceil",
            "Celu",
            "Clip",
            "Cos",
            "Elu",
            "Erf",
            "Exp",
            "Floor",
            "Gelu",
            "HardSigmoid",
            "HardSwish",
            "Identity",
            "LeakyRelu",
            "Log",
            "Mish",
            "Neg",
            "Not",
            "Reciprocal",
            "Relu",
            "Round",
            "Selu",
            "Sigmoid",
            "Sign",
            "Sin",
            "Softplus",
            "Softsign",
            "Sqrt",
            "Swish",
            "Tanh",
            "ThresholdedRelu");

    private static final ImmutableSet<String> OPERANDS = ImmutableSet.of(
            "Add",
            "And",
            "Div",
            "Equal",
            "Greater",
            "GreaterOrEqual",
            "Less",
            "LessOrEqual",
            "Max",
            "Mean",
            "Min",
            "Mul",
            "Or",
            "PRelu",
            "Pow",
            "Sub",
            "Sum",
            "Where");

    private static final LayoutRule SAME = (node, scope) -> Optional.of(node);

    private static final ImmutableMap<String, LayoutRule> RULES = rules();

    private LayoutRules() {}

    /** The rule for a node; empty for operators that know what each axis is, and where a rule would have to look deeper than it does. */
    static Optional<LayoutRule> of(Node node) {
        boolean plain = node.attribute("broadcast").isEmpty()
                && !node.inputs().isEmpty()
                && (node.outputs().size() == 1 || node.is("Split"))
                && (node.domain().isEmpty() || node.domain().equals(StandardOperator.MICROSOFT));
        return plain ? StandardOperator.of(node).map(RULES::get) : Optional.empty();
    }

    /** The inputs that are data: transposed as the output is, or broadcast to what is. */
    static List<Integer> dataInputs(Node node) {
        return OPERANDS.contains(node.opType()) || node.is("Concat")
                ? IntStream.range(0, node.inputs().size()).boxed().toList()
                : List.of(0);
    }

    private static ImmutableMap<String, LayoutRule> rules() {
        ImmutableMap.Builder<String, LayoutRule> rules = ImmutableMap.builder();
        ONE_OPERAND.forEach(opType -> rules.put(opType, SAME));
        OPERANDS.forEach(opType -> rules.put(opType, SAME));
        rules.put("Concat", new AxisRule(0, 1));
        rules.put("Split", new AxisRule(0, 1));
        rules.put("LpNormalization", new AxisRule(-1, 1));
        List.of("Softmax", "LogSoftmax", "Hardmax").forEach(opType -> rules.put(opType, new AxisRule(-1, 13)));
        rules.put("Pad", new PadRule());
        rules.put("Slice", new SliceRule());
        rules.put("Tile", new TileRule());
        List.of("Resize", "Upsample").forEach(opType -> rules.put(opType, new ResizeRule()));
        List.of(
                        "ArgMax",
                        "ArgMin",
                        "ReduceL1",
                        "ReduceL2",
                        "ReduceLogSumExp",
                        "ReduceMax",
                        "ReduceMean",
                        "ReduceMin",
                        "ReduceProd",
                        "ReduceSum",
                        "ReduceSumSquare",
                        "Squeeze")
                .forEach(opType -> rules.put(opType, new ReduceRule()));
        return rules.buildOrThrow();
    }
}
