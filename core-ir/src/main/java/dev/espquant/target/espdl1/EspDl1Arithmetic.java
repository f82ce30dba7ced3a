package dev.espquant.target.espdl1;

import com.google.common.collect.ImmutableMap;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import dev.espquant.target.Arithmetic;

/**
 * How kernels of ESP-DL 1.x compute.
 *
 * @param shiftRounding what happens to the bits that a shift drops
 * @param accumulatorBits width of a multiply-accumulate lane by the width of its operands; sums saturate to it
 * @param perChannel the extra steps of layers with one exponent per channel
 */
public record EspDl1Arithmetic(
        RoundingMode shiftRounding, ImmutableMap<BitWidth, Integer> accumulatorBits, PerChannel perChannel)
        implements Arithmetic {

    /**
     * The path for one exponent per output channel: the accumulator is shifted right by {@code headroomBits}, the bias is added at that scale,
     * the sum saturates to {@code biasBits} and is rescaled by a fixed-point factor with {@code factorBits} fraction bits.
     */
    public record PerChannel(int headroomBits, BitWidth biasBits, int factorBits) {}

    @Override
    public int accumulatorBits(BitWidth operands) {
        Integer bits = accumulatorBits.get(operands);
        if (bits == null) {
            throw new IllegalArgumentException("no accumulator for " + operands.label());
        }
        return bits;
    }
}
