package dev.espquant.evaluator.engine.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors whose class the compiler knows. The class of what {@code fromArray}, {@code broadcast} and {@code convertShape} return is not known while a method is
 * parsed; each operation on it is then compiled for the classes that this operation has met anywhere in the process. As soon as vectors of two shapes have
 * met it, vectors become objects, and a loop many times slower. A cast to the species' own class, which costs nothing, ends that; what an operation on a vector
 * of a known class returns is known again.
 *
 * <p>Two things still lose the class: a variable that a loop changes (make it an argument, not the receiver), and a method in which more than some
 * forty operations are inlined (make it two). Floats, doubles and 64-bit integers come in vectors of one shape only.
 */
final class Exact {
    private Exact() {}

    static ByteVector bytes(VectorSpecies<Byte> species, byte[] values, int index) {
        return bytes(species, ByteVector.fromArray(species, values, index));
    }

    static ByteVector bytes(VectorSpecies<Byte> species, Vector<?> vector) {
        return (ByteVector) species.vectorType().cast(vector);
    }

    static ShortVector shorts(VectorSpecies<Short> species, short[] values, int index) {
        return shorts(species, ShortVector.fromArray(species, values, index));
    }

    static ShortVector shorts(VectorSpecies<Short> species, Vector<?> vector) {
        return (ShortVector) species.vectorType().cast(vector);
    }

    static IntVector ints(VectorSpecies<Integer> species, int[] values, int index) {
        return ints(species, IntVector.fromArray(species, values, index));
    }

    static IntVector ints(VectorSpecies<Integer> species, Vector<?> vector) {
        return (IntVector) species.vectorType().cast(vector);
    }
}
