package dev.espquant.quant;

import com.google.common.primitives.ImmutableIntArray;
import java.util.OptionalDouble;

/**
 * What a quantization table says of one tensor.
 *
 * @param exponents one, or one per output channel
 * @param min the smallest value seen, empty where nothing was measured (constants, imported tables)
 * @param max the largest value seen
 */
public record TableEntry(ImmutableIntArray exponents, OptionalDouble min, OptionalDouble max) {
    public static TableEntry of(int... exponents) {
        return new TableEntry(ImmutableIntArray.copyOf(exponents), OptionalDouble.empty(), OptionalDouble.empty());
    }

    public static TableEntry measured(int exponent, double min, double max) {
        return new TableEntry(ImmutableIntArray.of(exponent), OptionalDouble.of(min), OptionalDouble.of(max));
    }
}
