package dev.espquant.ir.espdl;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.ir.TensorType;

/**
 * What an {@code .espdl} file says of an activation, a graph input or a graph output.
 *
 * @param name the value's name
 * @param type element type and shape; the shape is that of the runtime's layout (NHWC or NWC behind a convolution)
 * @param exponents one; 0 for floats. The real value is {@code element * 2^exponent}
 * @param docString free text, may be empty
 */
public record EspdlValue(String name, TensorType type, ImmutableIntArray exponents, String docString) {

    public static EspdlValue of(String name, DataType elementType, Shape shape, int exponent) {
        return new EspdlValue(name, TensorType.of(elementType, shape), ImmutableIntArray.of(exponent), "");
    }

    /**
     * The exponent.
     *
     * @throws GraphException if the file gives none or several: activations have one
     */
    public int exponent() {
        return Exponents.single(name, exponents);
    }
}
