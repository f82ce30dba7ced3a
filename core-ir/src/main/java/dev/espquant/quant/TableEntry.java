package dev.espquant.quant;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a quantization table says of one tensor.
 *
 * @param exponents one, or one per output channel
 * @param min the smallest value seen, empty where nothing was measured (constants, imported tables)
 * @param max the largest value seen
 * @param bits the tensor's own width where it differs from the table's; only ESP-DL 3.x has models of mixed width
 */
public record TableEntry(ImmutableIntArray exponents, OptionalDouble min, OptionalDouble max, Optional<BitWidth> bits) {
    public TableEntry(ImmutableIntArray exponents, OptionalDouble min, OptionalDouble max) {
        this(exponents, min, max, Optional.empty());
    }

    public static TableEntry of(int... exponents) {
        return new TableEntry(ImmutableIntArray.copyOf(exponents), OptionalDouble.empty(), OptionalDouble.empty());
    }

    public static TableEntry measured(int exponent, double min, double max) {
        return new TableEntry(ImmutableIntArray.of(exponent), OptionalDouble.of(min), OptionalDouble.of(max));
    }

    /** The same entry for a tensor of a width; {@code usual} is that of the table, which entries do not repeat. */
    public TableEntry withBits(BitWidth width, BitWidth usual) {
        return new TableEntry(exponents, min, max, width == usual ? Optional.empty() : Optional.of(width));
    }
}
