package dev.espquant.evaluator.engine;

import dev.espquant.quant.RoundingMode;

/**
 * Two operands of equal sizes, element by element: {@code clamp(scale(operation(scale(a), scale(b))))}, where each scale is a power of two with one
 * rounding.
 *
 * @param operation what joins them
 * @param exponentA binary exponent of the first operand's scale
 * @param exponentB of the second's
 * @param exponentOut of the result's
 * @param rounding what happens to bits that shifts to the right drop
 * @param low the smallest output
 * @param high the largest output
 */
public record ElementwiseLayer(
        Operation operation, int exponentA, int exponentB, int exponentOut, RoundingMode rounding, int low, int high) {
    /** What joins two operands. */
    public enum Operation {
        ADD("Add") {
            @Override
            public long apply(long a, long b) {
                return a + b;
            }
        },
        SUB("Sub") {
            @Override
            public long apply(long a, long b) {
                return a - b;
            }
        },
        MUL("Mul") {
            @Override
            public long apply(long a, long b) {
                return a * b;
            }
        },
        MAX("Max") {
            @Override
            public long apply(long a, long b) {
                return Math.max(a, b);
            }
        },
        MIN("Min") {
            @Override
            public long apply(long a, long b) {
                return Math.min(a, b);
            }
        };

        private final String opType;

        Operation(String opType) {
            this.opType = opType;
        }

        /** The operation that ONNX calls so; {@link IllegalArgumentException} for others. */
        public static Operation of(String opType) {
            for (Operation operation : values()) {
                if (operation.opType.equals(opType)) {
                    return operation;
                }
            }
            throw new IllegalArgumentException("no such element-wise operation: " + opType);
        }

        public abstract long apply(long a, long b);
    }

    /** The same with outputs cut to a range besides. */
    public ElementwiseLayer clamped(int newLow, int newHigh) {
        return new ElementwiseLayer(
                operation,
                exponentA,
                exponentB,
                exponentOut,
                rounding,
                Math.min(Math.max(low, newLow), newHigh),
                Math.min(Math.max(high, newLow), newHigh));
    }

    /** One output integer. */
    public int apply(int a, int b) {
        long joined = operation.apply(Shift.scale(a, exponentA, rounding), Shift.scale(b, exponentB, rounding));
        return (int) Math.min(Math.max(Shift.scale(joined, exponentOut, rounding), low), high);
    }
}
