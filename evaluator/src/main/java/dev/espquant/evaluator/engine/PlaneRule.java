package dev.espquant.evaluator.engine;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;

/**
 * How the four sums of an int16 product's bytes become outputs: {@code sign * joined + constant} is the sum that the rule takes, the accumulator's bias
 * included.
 *
 * @param rule what happens to sums
 * @param signs 1 or -1 for each channel
 * @param constants added to each channel's joined sum
 */
public record PlaneRule(SumRule rule, ImmutableIntArray signs, ImmutableLongArray constants) {
    /** The rule for a layer whose weights have been taken apart. */
    static PlaneRule of(SumRule rule, PlaneWeights weights) {
        ImmutableIntArray.Builder signs = ImmutableIntArray.builder();
        ImmutableLongArray.Builder constants = ImmutableLongArray.builder();
        for (int channel = 0; channel < rule.channels(); channel++) {
            int sign = weights.isNegated(channel) ? -1 : 1;
            signs.add(sign);
            constants.add(
                    sign * weights.constants()[channel] + rule.accumulator().bias(channel));
        }
        return new PlaneRule(rule, signs.build(), constants.build());
    }

    int sign(int channel) {
        return signs.get(channel);
    }

    long constant(int channel) {
        return constants.get(channel);
    }
}
