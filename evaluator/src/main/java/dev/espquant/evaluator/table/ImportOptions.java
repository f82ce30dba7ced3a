package dev.espquant.evaluator.table;

import dev.espquant.quant.BitWidth;
import java.util.Optional;

/**
 * What a foreign table does not say of itself.
 *
 * @param bits width of the integers; empty: judged by the weights' magnitude
 * @param convention meaning of the numbers; empty: judged by their magnitude
 */
public record ImportOptions(Optional<BitWidth> bits, Optional<ScaleConvention> convention) {
    /** Judge everything by magnitude, and say so. */
    public static final ImportOptions DETECT = new ImportOptions(Optional.empty(), Optional.empty());

    public ImportOptions withBits(BitWidth newBits) {
        return new ImportOptions(Optional.of(newBits), convention);
    }

    public ImportOptions withConvention(ScaleConvention newConvention) {
        return new ImportOptions(bits, Optional.of(newConvention));
    }
}
