package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.Stage;
import dev.espquant.quant.RoundingMode;
import java.util.stream.IntStream;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A {@link Stage} on int32 values, in place. Values before the bias are held within {@code +-2^22}: beyond every bias and every range that is
 * accepted, so that what follows saturates them as it would the exact ones.
 */
final class VectorStage {
    private static final int BOUND = 1 << 22;
    private static final int BOUND_BITS = 22;
    private static final long LARGEST = 1 << 20;

    private final RoundingMode rounding;
    private final int[] left;
    private final int[] before;
    private final int[] right;
    private final int[] bias;
    private final int[] low;
    private final int[] high;
    private final boolean shiftsLeft;

    VectorStage(Stage stage, int channels, int elements) {
        int[] exponents = Patterns.of(stage.exponents(), channels, elements);
        this.rounding = stage.rounding();
        this.right =
                IntStream.of(exponents).map(e -> Math.min(31, Math.max(0, -e))).toArray();
        this.left = IntStream.of(exponents)
                .map(e -> Math.min(BOUND_BITS, Math.max(0, e)))
                .toArray();
        this.before = IntStream.of(left).map(shift -> BOUND >> shift).toArray();
        this.bias = Patterns.of(stage.bias(), channels, elements);
        this.low = Patterns.of(stage.low(), channels, elements);
        this.high = Patterns.of(stage.high(), channels, elements);
        this.shiftsLeft = IntStream.of(exponents).anyMatch(e -> e > 0);
        int[] values = new int[elements];
        int lanes = VectorBodies.INTS.length();
        WarmUp.once("stage " + rounding + " " + shiftsLeft, count -> apply(values, Math.min(elements, count * lanes)));
    }

    /** Whether int32 holds everything that the stage meets; shifts beyond 30 places are left to others. */
    static boolean covers(Stage stage) {
        return stage.rounding() != RoundingMode.TRUNCATE
                && stage.exponents().stream().allMatch(e -> e >= -30)
                && stage.bias().stream().allMatch(b -> Math.abs(b) <= LARGEST)
                && stage.low().stream().allMatch(l -> l >= -LARGEST)
                && stage.high().stream().allMatch(h -> h <= LARGEST);
    }

    /** Replaces the first values, a multiple of the lanes, by their results. */
    void apply(int[] values, int count) {
        if (shiftsLeft) {
            shiftLeft(values, count);
        }
        switch (rounding) {
            case FLOOR -> floor(values, count);
            case HALF_UP -> halfUp(values, count);
            case HALF_EVEN -> halfEven(values, count);
            case TRUNCATE -> throw new IllegalStateException("not covered");
        }
        for (int i = 0; i < count; i += VectorBodies.INTS.length()) {
            at(values, i)
                    .max(-BOUND)
                    .min(BOUND)
                    .add(at(bias, i))
                    .max(at(low, i))
                    .min(at(high, i))
                    .intoArray(values, i);
        }
    }

    private void shiftLeft(int[] values, int count) {
        for (int i = 0; i < count; i += VectorBodies.INTS.length()) {
            IntVector bound = at(before, i);
            // Only channels that shift to the left are held back: the others shift by no place.
            IntVector held = at(values, i).max(bound.neg()).min(bound);
            at(values, i)
                    .blend(held, at(left, i).compare(VectorOperators.GT, 0))
                    .lanewise(VectorOperators.LSHL, at(left, i))
                    .intoArray(values, i);
        }
    }

    private void floor(int[] values, int count) {
        for (int i = 0; i < count; i += VectorBodies.INTS.length()) {
            at(values, i).lanewise(VectorOperators.ASHR, at(right, i)).intoArray(values, i);
        }
    }

    /** {@code ((v >> (s - 1)) + 1) >> 1}; nothing where there is no shift. */
    private void halfUp(int[] values, int count) {
        for (int i = 0; i < count; i += VectorBodies.INTS.length()) {
            IntVector shift = at(right, i);
            IntVector rounded = at(values, i)
                    .lanewise(VectorOperators.ASHR, shift.sub(1).max(0))
                    .add(1)
                    .lanewise(VectorOperators.ASHR, 1);
            at(values, i).blend(rounded, shift.compare(VectorOperators.GT, 0)).intoArray(values, i);
        }
    }

    /** {@code floor + (rest + half - 1 + (floor & 1) >> s)}, all of which stays within 31 bits. */
    private void halfEven(int[] values, int count) {
        for (int i = 0; i < count; i += VectorBodies.INTS.length()) {
            IntVector value = at(values, i);
            IntVector shift = at(right, i);
            IntVector floor = value.lanewise(VectorOperators.ASHR, shift);
            IntVector rest = value.sub(floor.lanewise(VectorOperators.LSHL, shift));
            IntVector half = IntVector.broadcast(VectorBodies.INTS, 1)
                    .lanewise(VectorOperators.LSHL, shift.sub(1).max(0));
            IntVector up = rest.add(half).sub(1).add(floor.and(1)).lanewise(VectorOperators.LSHR, shift);
            value.blend(floor.add(up), shift.compare(VectorOperators.GT, 0)).intoArray(values, i);
        }
    }

    private static IntVector at(int[] values, int index) {
        return Exact.ints(VectorBodies.INTS, values, index);
    }
}
