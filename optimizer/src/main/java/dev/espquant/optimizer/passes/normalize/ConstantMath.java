package dev.espquant.optimizer.passes.normalize;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.passes.TensorMoves;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Arithmetic on float32 and 64-bit integer constants. A float result is computed in double precision and rounded once, which for these operators
 * is the float32 result of IEEE 754: a double has more than twice the digits and two.
 */
final class ConstantMath {
    private static final ImmutableMap<String, DoubleBinaryOperator> BINARY = ImmutableMap.of(
            "Add", (a, b) -> a + b,
            "Sub", (a, b) -> a - b,
            "Mul", (a, b) -> a * b,
            "Div", (a, b) -> a / b);

    private static final ImmutableMap<String, DoubleUnaryOperator> UNARY = ImmutableMap.of(
            "Abs", Math::abs,
            "Neg", a -> -a,
            "Sqrt", Math::sqrt,
            "Reciprocal", a -> 1 / a,
            "Floor", Math::floor,
            "Ceil", Math::ceil,
            "Relu", a -> a < 0 ? 0 : a);

    private ConstantMath() {}

    /** An operator of two operands, which are broadcast to {@code sizes}; empty if operator or element type are others. */
    static Optional<Tensor> binary(String opType, Tensor a, Tensor b, long[] sizes) {
        if (!BINARY.containsKey(opType) || a.type() != b.type()) {
            return Optional.empty();
        }
        Tensor left = TensorMoves.broadcast(a, sizes);
        Tensor right = TensorMoves.broadcast(b, sizes);
        return switch (a.type()) {
            case FLOAT -> Optional.of(floats(BINARY.get(opType), left, right));
            case INT64 -> longs(opType, left, right);
            default -> Optional.empty();
        };
    }

    /** An operator of one operand; empty if operator or element type are others. */
    static Optional<Tensor> unary(String opType, Tensor a) {
        DoubleUnaryOperator function = UNARY.get(opType);
        if (function == null || a.type() != DataType.FLOAT) {
            return Optional.empty();
        }
        float[] values = a.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) function.applyAsDouble(values[i]);
        }
        return Optional.of(Tensor.ofFloats(a.sizes(), values));
    }

    private static Tensor floats(DoubleBinaryOperator function, Tensor a, Tensor b) {
        float[] left = a.toFloats();
        float[] right = b.toFloats();
        for (int i = 0; i < left.length; i++) {
            left[i] = (float) function.applyAsDouble(left[i], right[i]);
        }
        return Tensor.ofFloats(a.sizes(), left);
    }

    /** Sums and products wrap as those of any 64-bit machine; a division by zero is left to the run. */
    private static Optional<Tensor> longs(String opType, Tensor a, Tensor b) {
        long[] left = a.toLongs();
        long[] right = b.toLongs();
        for (int i = 0; i < left.length; i++) {
            if (opType.equals("Div") && (right[i] == 0 || (left[i] == Long.MIN_VALUE && right[i] == -1))) {
                return Optional.empty();
            }
            left[i] = switch (opType) {
                case "Add" -> left[i] + right[i];
                case "Sub" -> left[i] - right[i];
                case "Mul" -> left[i] * right[i];
                case "Div" -> left[i] / right[i];
                default -> throw new IllegalArgumentException(opType);
            };
        }
        return Optional.of(Tensor.ofLongs(a.sizes(), left));
    }
}
