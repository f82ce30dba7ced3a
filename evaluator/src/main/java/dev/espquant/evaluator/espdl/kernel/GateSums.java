package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.Rounding;
import dev.espquant.quant.BitWidth;

/**
 * Products of a matrix and a vector as int16 numbers at the exponent of gates: {@code saturate16(round(sum * 2^-shift))}. Vector units shift the exact
 * sum where rows fill whole vectors; else the sum becomes a float32 first.
 */
final class GateSums {
    private final Rounding rounding;
    private final boolean vectors;

    GateSums(EspdlContext context) {
        this.rounding = context.rounding();
        this.vectors = context.blocked();
    }

    /**
     * Multiplies.
     *
     * @param matrix holds {@code sums.length} rows of {@code length} from element {@code row} on
     * @param vector its elements from {@code first} on
     * @param shift exponent of the sums minus those of both factors
     */
    void multiply(EspdlArray matrix, int row, EspdlArray vector, int first, int length, int shift, int[] sums) {
        boolean exact = vectors && shift >= 0 && length % (128 / vector.type().bits()) == 0;
        for (int i = 0; i < sums.length; i++) {
            long sum = 0;
            for (int j = 0; j < length; j++) {
                sum += matrix.integer(row + i * length + j) * vector.integer(first + j);
            }
            long rounded = exact ? rounding.shift(sum, shift) : rounding.round(sum * Rounding.power(-shift));
            sums[i] = BitWidth.INT16.saturate(rounded);
        }
    }
}
