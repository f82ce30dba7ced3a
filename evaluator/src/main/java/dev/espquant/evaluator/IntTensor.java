package dev.espquant.evaluator;

import dev.espquant.ir.Shape;
import java.util.Arrays;

/**
 * Dense integers under sizes, row major, the batch first: what flows through a quantized model. What they mean, and whether they are of 8 or of 16
 * bits, is said by the {@link dev.espquant.quant.QuantizationParameters} of the value. The array is not copied, in neither direction: whoever makes
 * a tensor leaves the values alone afterwards.
 */
public final class IntTensor {
    private final long[] sizes;
    private final int[] values;

    private IntTensor(long[] sizes, int[] values) {
        this.sizes = sizes;
        this.values = values;
    }

    /** Integers under sizes; {@link IllegalArgumentException} if the sizes do not ask for exactly these integers. */
    public static IntTensor of(long[] sizes, int... values) {
        if (Shape.elementCount(sizes) != values.length) {
            throw new IllegalArgumentException(
                    values.length + " integers do not make a tensor of shape " + Arrays.toString(sizes));
        }
        return new IntTensor(sizes.clone(), values);
    }

    /** A copy of the sizes; of length 0 for a scalar. */
    public long[] sizes() {
        return sizes.clone();
    }

    public int rank() {
        return sizes.length;
    }

    public long size(int axis) {
        return sizes[axis];
    }

    /** The integers themselves, not a copy. */
    public int[] values() {
        return values;
    }

    public int elementCount() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntTensor tensor
                && Arrays.equals(sizes, tensor.sizes)
                && Arrays.equals(values, tensor.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(sizes) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "integers" + Arrays.toString(sizes);
    }
}
