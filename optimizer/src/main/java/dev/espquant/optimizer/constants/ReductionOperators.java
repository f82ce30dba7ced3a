package dev.espquant.optimizer.constants;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.passes.TensorMoves;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Operators that join all elements along some axes to one. */
final class ReductionOperators {
    private ReductionOperators() {}

    static ImmutableMap<String, ConstantOperator> table() {
        DoubleUnaryOperator same = a -> a;
        return ImmutableMap.<String, ConstantOperator>builder()
                .put("ReduceSum", call -> reduce(call, 0, same, Double::sum, same, Long::sum))
                .put("ReduceMax", call -> reduce(call, Double.NEGATIVE_INFINITY, same, Math::max, same, Math::max))
                .put("ReduceMin", call -> reduce(call, Double.POSITIVE_INFINITY, same, Math::min, same, Math::min))
                .put("ReduceProd", call -> reduce(call, 1, same, (a, b) -> a * b, same, (a, b) -> a * b))
                .put("ReduceL1", call -> reduce(call, 0, Math::abs, Double::sum, same, null))
                .put("ReduceL2", call -> reduce(call, 0, a -> a * a, Double::sum, Math::sqrt, null))
                .put("ReduceSumSquare", call -> reduce(call, 0, a -> a * a, Double::sum, same, null))
                .put("ReduceLogSum", call -> reduce(call, 0, same, Double::sum, StrictMath::log, null))
                .put("ReduceMean", ReductionOperators::mean)
                .put("ArgMax", call -> extreme(call, true))
                .put("ArgMin", call -> extreme(call, false))
                .buildOrThrow();
    }

    /** Where each element of the input goes: the index of an output element. */
    private static int[] targets(Tensor input, boolean[] reduced) {
        long[] sizes = input.sizes();
        long[] strides = new long[sizes.length];
        long stride = 1;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            strides[axis] = reduced[axis] ? 0 : stride;
            stride *= reduced[axis] ? 1 : sizes[axis];
        }
        long[] own = TensorMoves.strides(sizes);
        int[] targets = new int[input.elementCount()];
        for (int i = 0; i < targets.length; i++) {
            long at = 0;
            for (int axis = 0; axis < sizes.length; axis++) {
                at += i / own[axis] % sizes[axis] * strides[axis];
            }
            targets[i] = (int) at;
        }
        return targets;
    }

    private static boolean[] reducedAxes(ConstantCall call) {
        int rank = call.input(0).rank();
        long[] axes = call.list("axes", 1).orElse(new long[0]);
        boolean[] reduced = new boolean[rank];
        boolean none = call.node().intAttribute("noop_with_empty_axes", 0) != 0;
        Arrays.fill(reduced, axes.length == 0 && !none);
        for (long axis : axes) {
            reduced[ConstantCall.fromFront(axis, rank)] = true;
        }
        return reduced;
    }

    private static Optional<Tensor> reduce(
            ConstantCall call,
            double start,
            DoubleUnaryOperator before,
            DoubleBinaryOperator real,
            DoubleUnaryOperator after,
            @Nullable LongBinaryOperator whole) {
        Tensor input = call.input(0);
        int[] targets = targets(input, reducedAxes(call));
        if (Numbers.isReal(input.type())) {
            double[] result = new double[count(call)];
            Arrays.fill(result, start);
            double[] values = input.toDoubles();
            for (int i = 0; i < values.length; i++) {
                result[targets[i]] = real.applyAsDouble(result[targets[i]], before.applyAsDouble(values[i]));
            }
            return Numbers.ofReals(
                    input.type(), call.sizes(), Arrays.stream(result).map(after).toArray());
        }
        return whole == null || !Numbers.isWhole(input.type()) || targets.length == 0
                ? Optional.empty()
                : Numbers.ofWhole(input.type(), call.sizes(), wholeNumbers(input, targets, count(call), whole));
    }

    private static int count(ConstantCall call) {
        return Math.toIntExact(call.shape().elementCount());
    }

    private static long[] wholeNumbers(Tensor input, int[] targets, int count, LongBinaryOperator function) {
        long[] result = new long[count];
        boolean[] begun = new boolean[count];
        long[] values = input.toLongs();
        for (int i = 0; i < values.length; i++) {
            int at = targets[i];
            result[at] = begun[at] ? function.applyAsLong(result[at], values[i]) : values[i];
            begun[at] = true;
        }
        return result;
    }

    private static Optional<Tensor> mean(ConstantCall call) {
        int outputs = count(call);
        if (outputs == 0) {
            return Optional.empty();
        }
        double parts = (double) call.input(0).elementCount() / outputs;
        return reduce(call, 0, a -> a, Double::sum, a -> a / parts, null);
    }

    private static Optional<Tensor> extreme(ConstantCall call, boolean largest) {
        Tensor input = call.input(0);
        int axis = call.axis("axis", 0, input.rank());
        boolean last = call.node().intAttribute("select_last_index", 0) != 0;
        if (!Numbers.isReal(input.type()) || Arrays.stream(input.toDoubles()).anyMatch(Double::isNaN)) {
            return Optional.empty();
        }
        boolean[] reduced = new boolean[input.rank()];
        reduced[axis] = true;
        int[] targets = targets(input, reduced);
        double[] values = input.toDoubles();
        int[] best = IntStream.range(0, count(call)).map(i -> -1).toArray();
        for (int i = 0; i < values.length; i++) {
            int known = best[targets[i]];
            double difference = known < 0 ? 1 : (values[i] - values[known]) * (largest ? 1 : -1);
            if (difference > 0 || (last && difference == 0)) {
                best[targets[i]] = i;
            }
        }
        long stride = TensorMoves.strides(input.sizes())[axis];
        return Numbers.ofWhole(
                DataType.INT64,
                call.sizes(),
                Arrays.stream(best)
                        .mapToLong(i -> i / stride % input.size(axis))
                        .toArray());
    }
}
