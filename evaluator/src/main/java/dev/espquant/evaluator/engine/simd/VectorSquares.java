package dev.espquant.evaluator.engine.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** How large int8 numbers are: sums of squares and signs, over whole vectors. */
final class VectorSquares {
    static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> NARROW =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, SHORTS.vectorBitSize() / 2)));

    private VectorSquares() {}

    /** Has both compiled. */
    static void warmUp() {
        int lanes = VectorBodies.BYTES.length();
        byte[] bytes = new byte[WarmUp.VECTORS * lanes];
        WarmUp.once("squares", count -> sum(bytes, 0, count * SHORTS.length()));
        WarmUp.once("signs", count -> isAnyNegative(bytes, 0, count * lanes));
    }

    /** The sum of squares of {@code whole} elements, a multiple of the lanes: squares of two neighbours are added as halves of an int. */
    static int sum(byte[] from, int fromIndex, int whole) {
        IntVector sums = IntVector.zero(VectorBodies.INTS);
        for (int i = 0; i < whole; i += SHORTS.length()) {
            ByteVector bytes = Exact.bytes(NARROW, from, fromIndex + i);
            ShortVector values = Exact.shorts(SHORTS, bytes.convertShape(VectorOperators.B2S, SHORTS, 0));
            IntVector squares = Exact.ints(VectorBodies.INTS, values.mul(values).reinterpretAsInts());
            sums = squares.and(0xffff)
                    .add(squares.lanewise(VectorOperators.LSHR, Short.SIZE))
                    .add(sums);
        }
        return Exact.ints(VectorBodies.INTS, sums).reduceLanes(VectorOperators.ADD);
    }

    /** Whether one of {@code whole} elements, a multiple of the lanes of bytes, is less than 0. */
    static boolean isAnyNegative(byte[] from, int fromIndex, int whole) {
        ByteVector signs = ByteVector.zero(VectorBodies.BYTES);
        for (int i = 0; i < whole; i += VectorBodies.BYTES.length()) {
            signs = Exact.bytes(VectorBodies.BYTES, from, fromIndex + i).or(signs);
        }
        return Exact.bytes(VectorBodies.BYTES, signs).reduceLanes(VectorOperators.OR) < 0;
    }
}
