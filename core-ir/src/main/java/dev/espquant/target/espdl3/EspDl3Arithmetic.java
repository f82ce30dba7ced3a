package dev.espquant.target.espdl3;

import com.google.common.collect.ImmutableMap;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import dev.espquant.target.Arithmetic;

/**
 * How kernels of ESP-DL 3.x compute.
 *
 * @param shiftRounding what happens to the bits that a shift drops: {@link RoundingMode#HALF_UP} or {@link RoundingMode#HALF_EVEN}. Real numbers
 *     become integers the same way, with half up as {@code floor(float32(x + 0.5))} (all suite vectors agree)
 * @param paths what depends on the width of operands
 */
public record EspDl3Arithmetic(RoundingMode shiftRounding, ImmutableMap<BitWidth, IntegerPath> paths)
        implements Arithmetic {

    /**
     * What depends on the width of operands.
     *
     * @throws IllegalArgumentException if no kernel has operands of that width
     */
    public IntegerPath path(BitWidth operands) {
        IntegerPath path = paths.get(operands);
        if (path == null) {
            throw new IllegalArgumentException("no kernels for " + operands.label());
        }
        return path;
    }

    @Override
    public int accumulatorBits(BitWidth operands) {
        return path(operands).blocks().bits();
    }
}
