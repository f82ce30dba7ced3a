package dev.espquant.ir.espdl;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.GraphException;

/** The vectors of exponents that tensors and values carry. */
final class Exponents {
    /**
     * No exponent of a file is larger than this: beyond it no float32 is left. The runtime computes with -30..30; sums of two exponents, as
     * those of biases, reach further.
     */
    private static final int LARGEST = 255;

    private Exponents() {}

    /** Exponents as the file has them, 64 bits each. */
    static ImmutableIntArray read(FlatTable table, Field field) {
        ImmutableIntArray.Builder exponents = ImmutableIntArray.builder();
        for (long exponent : table.longs(field)) {
            if (Math.abs(exponent) > LARGEST || exponent == Long.MIN_VALUE) {
                throw table.damaged(field, exponent + " is no exponent; they lie within -" + LARGEST + ".." + LARGEST);
            }
            exponents.add((int) exponent);
        }
        return exponents.build();
    }

    /** Written even if there are none: the runtime does not ask whether the vector is there. */
    static int write(FlatWriter writer, ImmutableIntArray exponents) {
        return writer.longs(exponents.stream().asLongStream().toArray());
    }

    static int single(String name, ImmutableIntArray exponents) {
        if (exponents.length() != 1) {
            throw GraphException.because("one exponent is needed, the file gives " + exponents.length())
                    .value(name)
                    .fix("quantize this value per tensor and export the model again")
                    .build();
        }
        return exponents.get(0);
    }
}
