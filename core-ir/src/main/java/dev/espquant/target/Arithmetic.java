package dev.espquant.target;

import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;

/**
 * How a chip's kernels compute, as far as all generations of the library have it in common. Each generation adds facts of its own in a record:
 * {@link dev.espquant.target.espdl1.EspDl1Arithmetic} and {@link dev.espquant.target.espdl3.EspDl3Arithmetic}.
 */
public interface Arithmetic {

    /** What happens to the bits that a shift drops. */
    RoundingMode shiftRounding();

    /**
     * Width of a multiply-accumulate lane for operands of a width; the lanes hold {@code [-2^(n-1), 2^(n-1) - 1]}.
     *
     * @throws IllegalArgumentException if no kernel has operands of that width
     */
    int accumulatorBits(BitWidth operands);
}
