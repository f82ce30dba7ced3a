package dev.espquant.target;

import dev.espquant.quant.BitWidth;

/**
 * How filters lie in the chip's memory.
 *
 * @param vectorBits width of a vector register, the unit that filter lengths are padded to
 * @param blocked whether output channels are interleaved in blocks of one vector
 */
public record FilterLayout(int vectorBits, boolean blocked) {

    /** Elements of a width that fill one vector: 16 for int8 and 8 for int16 at 128 bits. */
    public int lanes(BitWidth bits) {
        return vectorBits / bits.bits();
    }
}
