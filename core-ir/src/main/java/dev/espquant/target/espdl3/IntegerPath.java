package dev.espquant.target.espdl3;

import dev.espquant.ir.DataType;

/**
 * How a chip's kernels of ESP-DL 3.x treat operands of one width.
 *
 * @param blocks what sums the products of output channels that fill whole vectors; of all of them where filters are not blocked
 * @param rest what sums the products of the remaining output channels
 * @param biasType element type of biases in files
 * @param biasBits range that an exporter clips biases to, {@code [-2^(n-1), 2^(n-1) - 1]}
 * @param slopes the kernel of PRelu
 */
public record IntegerPath(Accumulator blocks, Accumulator rest, DataType biasType, int biasBits, SlopeKernel slopes) {

    /** The two kernels of PRelu with one slope for each channel. */
    public enum SlopeKernel {
        /** Both branches rescaled to the output's exponent, rounded as shifts are. */
        ROUNDED,
        /** Portable C: positive numbers are copied whatever the exponents say, the others shifted toward negative infinity. */
        COPY_AND_FLOOR
    }

    /** The smallest bias. */
    public long biasMin() {
        return -1L << (biasBits - 1);
    }

    /** The largest bias. */
    public long biasMax() {
        return ~biasMin();
    }
}
