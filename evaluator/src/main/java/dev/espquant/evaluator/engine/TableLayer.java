package dev.espquant.evaluator.engine;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.quant.BitWidth;

/**
 * A function of one integer as a table.
 *
 * @param entries the output of every input, from the smallest one on
 * @param input width of inputs
 * @param output width of outputs
 */
public record TableLayer(ImmutableIntArray entries, BitWidth input, BitWidth output) {
    public TableLayer {
        if (entries.length() != input.max() - input.min() + 1) {
            throw new IllegalArgumentException(entries.length() + " entries for " + input.label());
        }
    }

    /** The output of an integer. */
    public int apply(int x) {
        return entries.get(x - input.min());
    }

    /** Whether integers pass as they are, but for being cut to the range between the first and the last entry. */
    public boolean isClamp() {
        int low = apply(input.min());
        int high = apply(input.max());
        for (int x = input.min(); x <= input.max(); x++) {
            if (apply(x) != Math.min(Math.max(x, low), high)) {
                return false;
            }
        }
        return input == output;
    }
}
