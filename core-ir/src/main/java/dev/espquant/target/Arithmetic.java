package dev.espquant.target;

import com.google.common.collect.ImmutableMap;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;

/**
 * How a chip's kernels compute.
 *
 * @param shiftRounding what happens to the bits that a shift drops
 * @param accumulatorBits width of a multiply-accumulate lane by the width of its operands; sums saturate to it
 * @param perChannel the extra steps of layers with one exponent per channel
 */
public record Arithmetic(
        RoundingMode shiftRounding, ImmutableMap<BitWidth, Integer> accumulatorBits, PerChannel perChannel) {

    /**
     * ESP-DL 1.x's path for one exponent per output channel: the accumulator is shifted right by {@code headroomBits}, the bias is added at
     * that scale, the sum saturates to {@code biasBits} and is rescaled by a fixed-point factor with {@code factorBits} fraction bits.
     */
    public record PerChannel(int headroomBits, BitWidth biasBits, int factorBits) {}

    /** Accumulator width for operands of a width; the lanes hold {@code [-2^(n-1), 2^(n-1) - 1]}. */
    public int accumulatorBits(BitWidth operands) {
        Integer bits = accumulatorBits.get(operands);
        if (bits == null) {
            throw new IllegalArgumentException("no accumulator for " + operands.label());
        }
        return bits;
    }
}
