package dev.espquant.ir;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of a tensor value: a rank and one {@link Dimension} per axis. A scalar has rank 0. A value whose rank is not known has no shape
 * at all ({@link TensorType#shape()} is empty).
 */
public record Shape(ImmutableList<Dimension> dimensions) {

    public static Shape of(long... sizes) {
        return new Shape(Arrays.stream(sizes).mapToObj(Dimension::of).collect(ImmutableList.toImmutableList()));
    }

    public static Shape of(List<? extends Dimension> dimensions) {
        return new Shape(ImmutableList.copyOf(dimensions));
    }

    public int rank() {
        return dimensions.size();
    }

    /** The dimension of an axis; negative axes count from the end, as in ONNX. */
    public Dimension dimension(int axis) {
        return dimensions.get(axis < 0 ? axis + rank() : axis);
    }

    /** Whether every dimension is a number. */
    public boolean isStatic() {
        return dimensions.stream().allMatch(d -> d instanceof Dimension.Fixed);
    }

    /** All sizes; throws {@link IllegalStateException} unless {@link #isStatic()}. */
    public long[] sizes() {
        return dimensions.stream().mapToLong(Shape::fixed).toArray();
    }

    /** The number of elements; throws {@link IllegalStateException} unless static, {@link ArithmeticException} beyond a long. */
    public long elementCount() {
        return elementCount(sizes());
    }

    /** The number of elements of a tensor with these sizes; throws {@link ArithmeticException} beyond a long. */
    public static long elementCount(long... sizes) {
        boolean empty = false;
        for (long size : sizes) {
            if (size < 0) {
                throw new ArithmeticException("negative dimension " + size);
            }
            empty |= size == 0;
        }
        if (empty) {
            return 0;
        }
        long count = 1;
        for (long size : sizes) {
            count = Math.multiplyExact(count, size);
        }
        return count;
    }

    /** The same shape with one axis replaced. */
    public Shape with(int axis, Dimension dimension) {
        int index = axis < 0 ? axis + rank() : axis;
        ImmutableList.Builder<Dimension> result = ImmutableList.builderWithExpectedSize(rank());
        for (int i = 0; i < rank(); i++) {
            result.add(i == index ? dimension : dimensions.get(i));
        }
        return new Shape(result.build());
    }

    private static long fixed(Dimension dimension) {
        if (dimension instanceof Dimension.Fixed fixed) {
            return fixed.size();
        }
        throw new IllegalStateException("dimension " + dimension + " has no number");
    }

    @Override
    public String toString() {
        return dimensions.stream().map(Dimension::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
