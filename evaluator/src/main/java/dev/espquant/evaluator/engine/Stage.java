package dev.espquant.evaluator.engine;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.quant.RoundingMode;

/**
 * One step from a sum to an output integer: {@code clamp(round(value * 2^exponent) + bias)}. Each list holds one number for all output channels, or
 * one for each.
 *
 * @param exponents binary exponents of the factor; negative ones shift to the right
 * @param rounding what happens to bits that a shift to the right drops
 * @param bias added after the shift; empty for none
 * @param low the smallest result
 * @param high the largest result
 */
public record Stage(
        ImmutableIntArray exponents,
        RoundingMode rounding,
        ImmutableLongArray bias,
        ImmutableIntArray low,
        ImmutableIntArray high) {
    public Stage {
        if (exponents.isEmpty() || low.isEmpty() || high.isEmpty()) {
            throw new IllegalArgumentException("a stage has an exponent and a range");
        }
    }

    /** A stage without bias, with one exponent for all channels. */
    public static Stage of(int exponent, RoundingMode rounding, int low, int high) {
        return new Stage(
                ImmutableIntArray.of(exponent),
                rounding,
                ImmutableLongArray.of(),
                ImmutableIntArray.of(low),
                ImmutableIntArray.of(high));
    }

    public Stage withBias(ImmutableLongArray newBias) {
        return new Stage(exponents, rounding, newBias, low, high);
    }

    /** The same with results cut to a range besides: what a fused Relu or Clip does. */
    public Stage clamped(int newLow, int newHigh) {
        return new Stage(exponents, rounding, bias, clamp(low, newLow, newHigh), clamp(high, newLow, newHigh));
    }

    /** The result for a value of an output channel. */
    public int apply(long value, int channel) {
        long scaled = Shift.scale(value, at(exponents, channel), rounding);
        long sum = bias.isEmpty() ? scaled : scaled + bias.get(bias.length() == 1 ? 0 : channel);
        return (int) Math.min(Math.max(sum, at(low, channel)), at(high, channel));
    }

    /** The number of an output channel in a list of one or of one for each. */
    static int at(ImmutableIntArray numbers, int channel) {
        return numbers.get(numbers.length() == 1 ? 0 : channel);
    }

    private static ImmutableIntArray clamp(ImmutableIntArray numbers, int low, int high) {
        return ImmutableIntArray.copyOf(numbers.stream().map(n -> Math.min(Math.max(n, low), high)));
    }
}
