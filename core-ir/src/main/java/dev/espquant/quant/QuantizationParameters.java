package dev.espquant.quant;

import com.google.common.primitives.ImmutableIntArray;

/**
 * How a tensor's integers are meant: {@code real = integer * 2^exponent}.
 *
 * @param bits width of the integers
 * @param exponents one exponent, or one for each index along {@code axis}
 * @param axis the axis that the exponents run along; without meaning where there is one exponent
 */
public record QuantizationParameters(BitWidth bits, ImmutableIntArray exponents, int axis) {
    public QuantizationParameters {
        if (exponents.isEmpty()) {
            throw new IllegalArgumentException("a tensor has at least one exponent");
        }
    }

    public static QuantizationParameters perTensor(BitWidth bits, int exponent) {
        return new QuantizationParameters(bits, ImmutableIntArray.of(exponent), 0);
    }

    public static QuantizationParameters perChannel(BitWidth bits, int[] exponents, int axis) {
        return new QuantizationParameters(bits, ImmutableIntArray.copyOf(exponents), axis);
    }

    /** The only exponent; {@link IllegalStateException} if there are several. */
    public int exponent() {
        if (exponents.length() != 1) {
            throw new IllegalStateException("one exponent per channel: " + exponents);
        }
        return exponents.get(0);
    }

    /** The exponent of a channel: its own, or the common one. */
    public int exponent(int channel) {
        return exponents.get(exponents.length() == 1 ? 0 : channel);
    }
}
