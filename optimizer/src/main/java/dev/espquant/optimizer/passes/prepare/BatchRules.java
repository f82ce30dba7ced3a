package dev.espquant.optimizer.passes.prepare;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * By operator: whether it computes every sample alone and leaves samples along the first axis, and how many rows of its output belong to one
 * sample. An operator that is not listed may mix samples.
 */
final class BatchRules {
    /** Rows per sample in the outputs; empty if the operator may mix samples or move the batch to another axis. */
    @FunctionalInterface
    interface Rule {
        OptionalLong rows(BatchStep step);
    }

    private static final OptionalLong UNSOUND = OptionalLong.empty();

    private static final ImmutableMap<String, Rule> RULES = rules();

    private BatchRules() {}

    static OptionalLong rows(BatchStep step) {
        Rule rule = step.node().domain().isEmpty() ? RULES.get(step.node().opType()) : null;
        return rule == null ? UNSOUND : rule.rows(step);
    }

    private static ImmutableMap<String, Rule> rules() {
        ImmutableMap.Builder<String, Rule> rules = ImmutableMap.builder();
        add(
                rules,
                BatchRules::firstInputAlone,
                "Relu LeakyRelu Sigmoid Tanh Elu Selu Celu HardSigmoid HardSwish Softplus Softsign ThresholdedRelu Gelu Mish Swish Clip"
                        + " Erf Exp Log Sqrt Abs Neg Floor Ceil Round Sign Reciprocal Sin Cos Not Cast Identity Dropout Conv ConvTranspose"
                        + " MaxPool AveragePool LpPool GlobalMaxPool GlobalAveragePool GlobalLpPool BatchNormalization"
                        + " InstanceNormalization GroupNormalization LRN DepthToSpace SpaceToDepth");
        add(
                rules,
                BatchRules::broadcasting,
                "Add Sub Mul Div Pow Max Min Sum Mean PRelu Where Equal Greater Less GreaterOrEqual LessOrEqual And Or Xor Mod");
        add(rules, step -> alongAxis(step, step.opset() < 13 ? 1 : -1), "Softmax LogSoftmax Hardmax");
        add(rules, step -> alongAxis(step, -1), "LpNormalization LayerNormalization TopK");
        add(rules, step -> alongAxis(step, 0), "ArgMax ArgMin Split Gather");
        add(
                rules,
                BatchRules::reduce,
                "ReduceMean ReduceSum ReduceMax ReduceMin ReduceProd ReduceL1 ReduceL2 ReduceSumSquare ReduceLogSumExp Squeeze");
        rules.put("Concat", BatchRules::concat);
        rules.put("Unsqueeze", BatchRules::unsqueeze);
        rules.put("Slice", BatchRules::slice);
        rules.put("Pad", BatchRules::pad);
        rules.put("Transpose", BatchRules::transpose);
        rules.put("Flatten", BatchRules::flatten);
        rules.put("MatMul", BatchRules::matMul);
        rules.put("Gemm", BatchRules::gemm);
        add(rules, BatchRules::scale, "Resize Upsample");
        return rules.buildOrThrow();
    }

    private static void add(ImmutableMap.Builder<String, Rule> rules, Rule rule, String operators) {
        for (String operator : Splitter.on(' ').split(operators)) {
            rules.put(operator, rule);
        }
    }

    private static OptionalLong keep(BatchStep step, boolean sound) {
        return sound ? OptionalLong.of(step.rowsOf(0)) : UNSOUND;
    }

    private static OptionalLong firstInputAlone(BatchStep step) {
        return step.onlyFirstCarries() ? keep(step, true) : UNSOUND;
    }

    private static OptionalLong broadcasting(BatchStep step) {
        int rank = 0;
        int inputs = step.node().inputs().size();
        for (int i = 0; i < inputs; i++) {
            if (step.rank(i).isEmpty()) {
                return UNSOUND;
            }
            rank = Math.max(rank, step.rank(i).get());
        }
        OptionalLong rows = OptionalLong.empty();
        for (int i = 0; i < inputs; i++) {
            if (!step.carries(i)) {
                if (!step.broadcastsAlong(i, rank)) {
                    return UNSOUND;
                }
            } else if (step.rank(i).get() != rank || (rows.isPresent() && rows.getAsLong() != step.rowsOf(i))) {
                return UNSOUND;
            } else {
                rows = OptionalLong.of(step.rowsOf(i));
            }
        }
        return rows;
    }

    private static OptionalLong alongAxis(BatchStep step, long defaultAxis) {
        long axis = step.node().intAttribute("axis", defaultAxis);
        return step.onlyFirstCarries() ? keep(step, !BatchStep.isFirst(axis, step.rank(0))) : UNSOUND;
    }

    private static OptionalLong reduce(BatchStep step) {
        Optional<long[]> axes = step.axes(1).filter(a -> a.length > 0);
        return keep(
                step,
                step.onlyFirstCarries()
                        && axes.isPresent()
                        && Arrays.stream(axes.get()).noneMatch(a -> BatchStep.isFirst(a, step.rank(0))));
    }

    private static OptionalLong unsqueeze(BatchStep step) {
        Optional<long[]> axes = step.axes(1);
        Optional<Integer> rank = step.rank(0).flatMap(r -> axes.map(a -> r + a.length));
        return keep(step, axes.isPresent() && Arrays.stream(axes.get()).noneMatch(a -> BatchStep.isFirst(a, rank)));
    }

    private static OptionalLong concat(BatchStep step) {
        if (BatchStep.isFirst(step.node().intAttribute("axis", 1), step.rank(0))) {
            return UNSOUND;
        }
        for (int i = 0; i < step.node().inputs().size(); i++) {
            if (!step.carries(i) || step.rowsOf(i) != step.rowsOf(0)) {
                return UNSOUND;
            }
        }
        return keep(step, true);
    }

    private static OptionalLong slice(BatchStep step) {
        Optional<long[]> starts = step.node().intsAttribute("starts").or(() -> step.longs(1));
        Optional<long[]> axes = step.axes(3).or(() -> starts.map(s -> firstAxes(s.length)));
        return keep(
                step,
                step.onlyFirstCarries()
                        && axes.isPresent()
                        && Arrays.stream(axes.get()).noneMatch(a -> BatchStep.isFirst(a, step.rank(0))));
    }

    private static long[] firstAxes(int count) {
        long[] axes = new long[count];
        Arrays.setAll(axes, i -> i);
        return axes;
    }

    private static OptionalLong pad(BatchStep step) {
        Optional<long[]> pads = step.node().intsAttribute("pads").or(() -> step.longs(1));
        boolean chosenAxes = step.node().input(3).isPresent();
        boolean sound = chosenAxes
                ? step.longs(3)
                        .filter(axes -> Arrays.stream(axes).noneMatch(a -> BatchStep.isFirst(a, step.rank(0))))
                        .isPresent()
                : pads.filter(p -> p.length > 1 && p[0] == 0 && p[p.length / 2] == 0)
                        .isPresent();
        return step.onlyFirstCarries() ? keep(step, sound) : UNSOUND;
    }

    private static OptionalLong transpose(BatchStep step) {
        return keep(
                step,
                step.node().intsAttribute("perm").filter(perm -> perm[0] == 0).isPresent());
    }

    private static OptionalLong flatten(BatchStep step) {
        long axis = step.node().intAttribute("axis", 1);
        Optional<Shape> shape = step.shape(0);
        if (shape.isEmpty()) {
            return UNSOUND;
        }
        long end = axis < 0 ? axis + shape.get().rank() : axis;
        long rows = step.rowsOf(0);
        for (int i = 1; i < end; i++) {
            if (!(shape.get().dimension(i) instanceof Dimension.Fixed fixed)) {
                return UNSOUND;
            }
            rows *= fixed.size();
        }
        return end == 0 ? UNSOUND : OptionalLong.of(rows);
    }

    private static OptionalLong matMul(BatchStep step) {
        Optional<Integer> left = step.rank(0);
        Optional<Integer> right = step.rank(1);
        if (left.isEmpty() || right.isEmpty()) {
            return UNSOUND;
        }
        if (step.carries(0) && step.carries(1)) {
            return keep(step, left.equals(right) && left.get() >= 3 && step.rowsOf(0) == step.rowsOf(1));
        }
        if (step.carries(0)) {
            boolean matrix = left.get() == 2 && right.get() <= 2;
            return keep(step, matrix || (left.get() >= 3 && step.broadcastsAlong(1, left.get())));
        }
        return right.get() >= 3 && step.broadcastsAlong(0, right.get()) ? OptionalLong.of(step.rowsOf(1)) : UNSOUND;
    }

    private static OptionalLong gemm(BatchStep step) {
        boolean sound = step.onlyFirstCarries()
                && step.node().intAttribute("transA", 0) == 0
                && (step.node().input(2).isEmpty() || step.broadcastsAlong(2, 2));
        return sound ? keep(step, true) : UNSOUND;
    }

    /** Scales of 1 along the first axis; sizes would name the batch. */
    private static OptionalLong scale(BatchStep step) {
        int scalesInput = step.node().is("Resize") && step.opset() >= 11 ? 2 : 1;
        boolean sizes = step.node().is("Resize") && step.node().input(3).isPresent();
        boolean sound = !sizes
                && step.onlyFirstCarries()
                && step.node().attribute("axes").isEmpty()
                && step.constant(scalesInput)
                        .filter(t -> t.elementCount() > 0 && t.toDoubles()[0] == 1)
                        .isPresent();
        return sound ? keep(step, true) : UNSOUND;
    }
}
