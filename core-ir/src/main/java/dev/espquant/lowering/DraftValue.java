package dev.espquant.lowering;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.DataType;

/**
 * An activation of the model on its way.
 *
 * @param type element type: int8, int16, float where the runtime computes in floats, bool for what comparisons give
 * @param exponent {@code real = element * 2^exponent}; 0 for floats
 * @param sizes the sizes of the ONNX value
 * @param layout in which order the axes lie in memory
 */
public record DraftValue(DataType type, int exponent, ImmutableLongArray sizes, Permutation layout) {

    /** A value in the order of ONNX. */
    static DraftValue of(DataType type, int exponent, ImmutableLongArray sizes) {
        return new DraftValue(type, exponent, sizes, Permutation.identity(sizes.length()));
    }

    DraftValue withLayout(Permutation newLayout) {
        return new DraftValue(type, exponent, sizes, newLayout);
    }

    DraftValue withIntegers(DataType newType, int newExponent) {
        return new DraftValue(newType, newExponent, sizes, layout);
    }

    /** Whether its elements are true or false, one byte each. */
    boolean isTruth() {
        return type == DataType.BOOL;
    }

    boolean isFloat() {
        return type == DataType.FLOAT;
    }

    /** The sizes as they lie in memory. */
    public ImmutableLongArray memorySizes() {
        return layout.apply(sizes);
    }
}
