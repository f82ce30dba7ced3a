package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.MatrixProduct;
import dev.espquant.evaluator.engine.Requantizer;
import dev.espquant.evaluator.engine.ScalarBodies;
import dev.espquant.evaluator.engine.ScalarRequantizer;
import dev.espquant.evaluator.engine.SumRule;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The bodies of this package. */
public final class VectorBodies extends ScalarBodies {
    /** int32 sums in the widest vectors of the machine. */
    static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    /** As many bytes as {@link #INTS} has lanes. */
    static final VectorSpecies<Byte> QUARTER =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, INTS.vectorBitSize() / 4)));

    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public int lanes() {
        return INTS.length();
    }

    @Override
    public void toUnsigned(byte[] from, int fromIndex, byte[] to, int toIndex, int count) {
        int i = 0;
        for (; i <= count - BYTES.length(); i += BYTES.length()) {
            ByteVector.fromArray(BYTES, from, fromIndex + i)
                    .lanewise(VectorOperators.XOR, (byte) MatrixProduct.OFFSET)
                    .intoArray(to, toIndex + i);
        }
        for (; i < count; i++) {
            to[toIndex + i] = (byte) (from[fromIndex + i] ^ MatrixProduct.OFFSET);
        }
    }

    @Override
    public Requantizer requantizer(SumRule rule) {
        return VectorRequantizer.covers(rule) ? new VectorRequantizer(rule) : new ScalarRequantizer(rule);
    }
}
