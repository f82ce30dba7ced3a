package dev.espquant.optimizer.constants;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.passes.TensorMoves;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Operators that compute each element from one element of each operand, which broadcast. */
final class BinaryOperators {
    /** A test of two numbers. */
    private interface Comparison {
        boolean test(double a, double b);
    }

    private BinaryOperators() {}

    static ImmutableMap<String, ConstantOperator> table() {
        return ImmutableMap.<String, ConstantOperator>builder()
                .put("Add", call -> fold(call, Double::sum, Long::sum))
                .put("Sub", call -> fold(call, (a, b) -> a - b, (a, b) -> a - b))
                .put("Mul", call -> fold(call, (a, b) -> a * b, (a, b) -> a * b))
                .put("Div", BinaryOperators::quotient)
                .put("Pow", BinaryOperators::power)
                .put("Mod", BinaryOperators::remainder)
                .put("Max", call -> fold(call, Math::max, Math::max))
                .put("Min", call -> fold(call, Math::min, Math::min))
                .put("Sum", call -> fold(call, Double::sum, null))
                .put("Mean", BinaryOperators::mean)
                .put("PRelu", call -> fold(call, (a, slope) -> a < 0 ? a * slope : a, null))
                .put("BitwiseAnd", call -> fold(call, null, (a, b) -> a & b))
                .put("BitwiseOr", call -> fold(call, null, (a, b) -> a | b))
                .put("BitwiseXor", call -> fold(call, null, (a, b) -> a ^ b))
                .put("And", call -> logic(call, (a, b) -> a != 0 && b != 0))
                .put("Or", call -> logic(call, (a, b) -> a != 0 || b != 0))
                .put("Xor", call -> logic(call, (a, b) -> a != b))
                .put("Equal", call -> compare(call, (a, b) -> a == b))
                .put("Greater", call -> compare(call, (a, b) -> a > b))
                .put("GreaterOrEqual", call -> compare(call, (a, b) -> a >= b))
                .put("Less", call -> compare(call, (a, b) -> a < b))
                .put("LessOrEqual", call -> compare(call, (a, b) -> a <= b))
                .put("Where", BinaryOperators::choose)
                .put("Clip", BinaryOperators::clip)
                .buildOrThrow();
    }

    /** All operands from the left, of one element type. */
    private static Optional<Tensor> fold(
            ConstantCall call, @Nullable DoubleBinaryOperator real, @Nullable LongBinaryOperator whole) {
        DataType type = call.input(0).type();
        boolean sameTypes =
                call.inputs().stream().allMatch(t -> t.isPresent() && t.get().type() == type);
        if (!sameTypes) {
            return Optional.empty();
        } else if (real != null && Numbers.isReal(type)) {
            return Numbers.ofReals(type, call.sizes(), foldReals(call, real));
        } else if (whole != null && Numbers.isWhole(type)) {
            return Numbers.ofWhole(type, call.sizes(), foldWhole(call, whole));
        }
        return Optional.empty();
    }

    private static double[] foldReals(ConstantCall call, DoubleBinaryOperator function) {
        double[] result = TensorMoves.broadcast(call.input(0), call.sizes()).toDoubles();
        for (int operand = 1; operand < call.inputs().size(); operand++) {
            double[] next =
                    TensorMoves.broadcast(call.input(operand), call.sizes()).toDoubles();
            for (int i = 0; i < result.length; i++) {
                result[i] = function.applyAsDouble(result[i], next[i]);
            }
        }
        return result;
    }

    private static long[] foldWhole(ConstantCall call, LongBinaryOperator function) {
        long[] result = TensorMoves.broadcast(call.input(0), call.sizes()).toLongs();
        for (int operand = 1; operand < call.inputs().size(); operand++) {
            long[] next =
                    TensorMoves.broadcast(call.input(operand), call.sizes()).toLongs();
            for (int i = 0; i < result.length; i++) {
                result[i] = function.applyAsLong(result[i], next[i]);
            }
        }
        return result;
    }

    /** A division of whole numbers by zero, or one that overflows, is left to the run. */
    private static Optional<Tensor> quotient(ConstantCall call) {
        if (Numbers.isWhole(call.input(0).type()) && !divides(call)) {
            return Optional.empty();
        }
        return fold(call, (a, b) -> a / b, (a, b) -> a / b);
    }

    private static Optional<Tensor> remainder(ConstantCall call) {
        boolean truncates = call.node().intAttribute("fmod", 0) != 0;
        if (Numbers.isWhole(call.input(0).type()) && !divides(call)) {
            return Optional.empty();
        }
        return fold(call, truncates ? (a, b) -> a % b : null, truncates ? (a, b) -> a % b : Math::floorMod);
    }

    private static boolean divides(ConstantCall call) {
        for (long divisor : call.input(1).toLongs()) {
            if (divisor == 0 || divisor == -1) {
                return divisor != 0 && call.input(0).type().bits() < Long.SIZE;
            }
        }
        return true;
    }

    /** The exponent may have another type; powers of whole numbers are left to the run. */
    private static Optional<Tensor> power(ConstantCall call) {
        DataType type = call.input(0).type();
        DataType exponent = call.input(1).type();
        return Numbers.isReal(type) && (Numbers.isReal(exponent) || Numbers.isWhole(exponent))
                ? Numbers.ofReals(type, call.sizes(), foldReals(call, StrictMath::pow))
                : Optional.empty();
    }

    private static Optional<Tensor> mean(ConstantCall call) {
        int count = call.inputs().size();
        return fold(call, Double::sum, null).flatMap(sum -> {
            double[] values = sum.toDoubles();
            for (int i = 0; i < values.length; i++) {
                values[i] /= count;
            }
            return Numbers.ofReals(sum.type(), sum.sizes(), values);
        });
    }

    private static Optional<Tensor> logic(ConstantCall call, Comparison test) {
        return call.input(0).type() == DataType.BOOL ? Optional.of(booleans(call, test)) : Optional.empty();
    }

    /** 64-bit integers that a double cannot hold are left to the run. */
    private static Optional<Tensor> compare(ConstantCall call, Comparison test) {
        boolean exact = call.inputs().stream().flatMap(Optional::stream).allMatch(BinaryOperators::isExactAsDouble);
        return exact ? Optional.of(booleans(call, test)) : Optional.empty();
    }

    private static boolean isExactAsDouble(Tensor tensor) {
        if (tensor.type() == DataType.INT64) {
            for (long value : tensor.toLongs()) {
                if ((long) (double) value != value) {
                    return false;
                }
            }
        }
        return Numbers.isReal(tensor.type()) || tensor.type().isInteger();
    }

    private static Tensor booleans(ConstantCall call, Comparison test) {
        double[] left = TensorMoves.broadcast(call.input(0), call.sizes()).toDoubles();
        double[] right = TensorMoves.broadcast(call.input(1), call.sizes()).toDoubles();
        boolean[] results = new boolean[left.length];
        for (int i = 0; i < left.length; i++) {
            results[i] = test.test(left[i], right[i]);
        }
        return Numbers.ofBooleans(call.sizes(), results);
    }

    private static Optional<Tensor> choose(ConstantCall call) {
        long[] sizes = call.sizes();
        long[] conditions = TensorMoves.broadcast(call.input(0), sizes).toLongs();
        Tensor yes = TensorMoves.broadcast(call.input(1), sizes);
        Tensor no = TensorMoves.broadcast(call.input(2), sizes);
        Tensor both = TensorMoves.concat(
                List.of(yes.reshaped(conditions.length), no.reshaped(conditions.length)),
                0,
                new long[] {2L * conditions.length});
        int[] at = {0};
        return Optional.of(TensorMoves.pick(both, sizes, Optional.empty(), position -> {
            int index = at[0]++;
            return conditions[index] != 0 ? index : index + conditions.length;
        }));
    }

    private static Optional<Tensor> clip(ConstantCall call) {
        Tensor input = call.input(0);
        if (!Numbers.isReal(input.type())) {
            return Optional.empty();
        }
        double least = bound(call, 1, "min", Double.NEGATIVE_INFINITY);
        double most = bound(call, 2, "max", Double.POSITIVE_INFINITY);
        double[] values = input.toDoubles();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(most, Math.max(least, values[i]));
        }
        return Numbers.ofReals(input.type(), input.sizes(), values);
    }

    private static double bound(ConstantCall call, int input, String attribute, double missing) {
        return call.optional(input)
                .map(t -> t.toDoubles()[0])
                .orElseGet(() -> call.node().attribute(attribute).isPresent()
                        ? call.node().floatAttribute(attribute, 0)
                        : missing);
    }
}
