package dev.espquant.quant;

/**
 * A combination of integer width and weight granularity. Which ones exist is a fact of a target's runtime.
 *
 * @param bits width of activations and weights
 * @param granularity of the weights; activations always have one exponent
 */
public record QuantizationScheme(BitWidth bits, Granularity granularity) {
    public static final QuantizationScheme INT8_PER_TENSOR =
            new QuantizationScheme(BitWidth.INT8, Granularity.PER_TENSOR);
    public static final QuantizationScheme INT8_PER_CHANNEL =
            new QuantizationScheme(BitWidth.INT8, Granularity.PER_CHANNEL);
    public static final QuantizationScheme INT16_PER_TENSOR =
            new QuantizationScheme(BitWidth.INT16, Granularity.PER_TENSOR);
    public static final QuantizationScheme INT16_PER_CHANNEL =
            new QuantizationScheme(BitWidth.INT16, Granularity.PER_CHANNEL);

    @Override
    public String toString() {
        return bits.label() + " " + granularity.label();
    }
}
