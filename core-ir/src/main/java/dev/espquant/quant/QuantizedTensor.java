package dev.espquant.quant;

import dev.espquant.ir.Tensor;

/**
 * A constant in integers.
 *
 * @param integers an int8 or int16 tensor with the sizes and element order of the float constant it comes from
 * @param parameters what the integers mean
 */
public record QuantizedTensor(Tensor integers, QuantizationParameters parameters) {
    public QuantizedTensor {
        if (integers.type() != parameters.bits().dataType()) {
            throw new IllegalArgumentException("integers are " + integers + ", parameters say " + parameters.bits());
        }
    }
}
