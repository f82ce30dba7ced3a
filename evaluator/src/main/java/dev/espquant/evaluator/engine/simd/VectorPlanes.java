package dev.espquant.evaluator.engine.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** int16 taken apart into bytes. */
final class VectorPlanes {
    private static final VectorSpecies<Short> SHORTS = VectorDepthwise.SHORTS;
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, SHORTS.vectorBitSize() / 2)));

    private VectorPlanes() {}

    /** Upper and lower bytes of {@code from[i] + 32768}, for a count that is a multiple of the lanes. */
    static void split(short[] from, int fromIndex, byte[] to, int upper, int lower, int count) {
        for (int i = 0; i < count; i += SHORTS.length()) {
            ShortVector value =
                    Exact.shorts(SHORTS, from, fromIndex + i).lanewise(VectorOperators.XOR, Short.MIN_VALUE);
            bytes(value.lanewise(VectorOperators.ASHR, Byte.SIZE)).intoArray(to, upper + i);
            bytes(value).intoArray(to, lower + i);
        }
    }

    private static ByteVector bytes(ShortVector value) {
        return Exact.bytes(BYTES, value.convertShape(VectorOperators.S2B, BYTES, 0));
    }
}
