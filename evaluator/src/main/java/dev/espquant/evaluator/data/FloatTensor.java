package dev.espquant.evaluator.data;

import dev.espquant.ir.Shape;
import java.util.Arrays;

/**
 * Dense float32 values under sizes, row major; where a batch flows, its dimension is the first. The array is not copied, in neither
 * direction: whoever makes a tensor leaves the values alone afterwards.
 */
public final class FloatTensor {
    private final long[] sizes;
    private final float[] values;

    private FloatTensor(long[] sizes, float[] values) {
        this.sizes = sizes;
        this.values = values;
    }

    /** Values under sizes; {@link IllegalArgumentException} if the sizes do not ask for exactly these values. */
    public static FloatTensor of(long[] sizes, float... values) {
        if (Shape.elementCount(sizes) != values.length) {
            throw new IllegalArgumentException(
                    values.length + " values do not make a tensor of shape " + Arrays.toString(sizes));
        }
        return new FloatTensor(sizes.clone(), values);
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

    /** The values themselves, not a copy. */
    public float[] values() {
        return values;
    }

    public int elementCount() {
        return values.length;
    }

    /** Elements of one sample: all but the first dimension. */
    public int sampleLength() {
        return Math.toIntExact(Shape.elementCount(Arrays.copyOfRange(sizes, 1, sizes.length)));
    }

    /** Same sizes and same bits ({@code NaN} equals itself, 0 and -0 differ). */
    @Override
    public boolean equals(Object other) {
        return other instanceof FloatTensor tensor
                && Arrays.equals(sizes, tensor.sizes)
                && Arrays.equals(values, tensor.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(sizes) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "float" + Arrays.toString(sizes);
    }
}
