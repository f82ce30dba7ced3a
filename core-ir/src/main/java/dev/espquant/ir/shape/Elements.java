package dev.espquant.ir.shape;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * What is known of the elements of a small tensor: shapes, axes, scales and the arithmetic around them.
 *
 * @param type an integer type, bool, float or double
 * @param shape static, at most {@link #LIMIT} elements
 * @param values row major
 */
record Elements(DataType type, Shape shape, ImmutableList<Element> values) {
    /** Larger tensors are not followed: they hold weights or data, not sizes. */
    static final int LIMIT = 1024;

    static boolean follows(DataType type) {
        return type.isInteger() || type == DataType.FLOAT || type == DataType.DOUBLE;
    }

    /** Whether a tensor of this shape is followed. */
    static boolean fits(Shape shape) {
        if (!shape.isStatic()) {
            return false;
        }
        double count = 1;
        for (long size : shape.sizes()) {
            count *= size;
        }
        return count <= LIMIT;
    }

    /** The elements of a constant, if it is small and of a type that shapes are computed in. */
    static Optional<Elements> of(Tensor tensor) {
        if (!follows(tensor.type()) || tensor.elementCount() > LIMIT) {
            return Optional.empty();
        }
        ImmutableList.Builder<Element> values = ImmutableList.builderWithExpectedSize(tensor.elementCount());
        if (tensor.type().isInteger()) {
            for (long value : tensor.toLongs()) {
                values.add(Element.of(value));
            }
        } else {
            for (double value : tensor.toDoubles()) {
                values.add(new Element.Real(value));
            }
        }
        return Optional.of(new Elements(tensor.type(), tensor.shape(), values.build()));
    }

    static Elements vector(DataType type, List<? extends Element> values) {
        return new Elements(type, Shape.of(values.size()), ImmutableList.copyOf(values));
    }

    static Elements scalar(DataType type, Element value) {
        return new Elements(type, Shape.of(), ImmutableList.of(value));
    }

    /** A tensor full of one element. */
    static Elements filled(DataType type, Shape shape, Element value) {
        return new Elements(
                type, shape, ImmutableList.copyOf(Collections.nCopies(Math.toIntExact(shape.elementCount()), value)));
    }

    int count() {
        return values.size();
    }

    Element get(int index) {
        return values.get(index);
    }

    private boolean allUnknown() {
        for (Element value : values) {
            if (!(value instanceof Element.Unknown)) {
                return false;
            }
        }
        return true;
    }

    boolean anyKnown() {
        return values.isEmpty() || !allUnknown();
    }

    /** All elements, if every one is a known integer. */
    Optional<long[]> integers() {
        return values.stream().allMatch(e -> e instanceof Element.Whole)
                ? Optional.of(values.stream()
                        .mapToLong(e -> ((Element.Whole) e).value())
                        .toArray())
                : Optional.empty();
    }

    /** All elements, if every one is a known real. */
    Optional<double[]> reals() {
        return values.stream().allMatch(e -> e instanceof Element.Real)
                ? Optional.of(values.stream()
                        .mapToDouble(e -> ((Element.Real) e).value())
                        .toArray())
                : Optional.empty();
    }

    /** The tensor of these elements, if every one is a number and whole bytes hold it. */
    Optional<Tensor> toTensor() {
        boolean numbers = type.isInteger() ? integers().isPresent() : reals().isPresent();
        if (type.bits() == 0 || type.bits() % 8 != 0 || !numbers) {
            return Optional.empty();
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact(type.byteSize(count()))).order(ByteOrder.LITTLE_ENDIAN);
        for (Element element : values) {
            put(bytes, element);
        }
        return Optional.of(Tensor.ofBytes(type, shape.sizes(), bytes.flip()));
    }

    private void put(ByteBuffer bytes, Element element) {
        if (type == DataType.FLOAT) {
            bytes.putFloat((float) ((Element.Real) element).value());
        } else if (type == DataType.DOUBLE) {
            bytes.putDouble(((Element.Real) element).value());
        } else {
            long value = ((Element.Whole) element).value();
            for (int shift = 0; shift < type.bits(); shift += 8) {
                bytes.put((byte) (value >> shift));
            }
        }
    }

    /** The same elements under another static shape of as many elements. */
    Elements reshaped(Shape newShape) {
        return new Elements(type, newShape, values);
    }

    Elements map(DataType newType, UnaryOperator<Element> change) {
        return new Elements(newType, shape, values.stream().map(change).collect(ImmutableList.toImmutableList()));
    }

    /** Joins two tensors of the same shape element by element; {@link #broadcast} makes the shapes the same. */
    Elements zip(DataType newType, Elements other, BinaryOperator<Element> join) {
        ImmutableList.Builder<Element> joined = ImmutableList.builderWithExpectedSize(count());
        for (int i = 0; i < count(); i++) {
            joined.add(join.apply(get(i), other.get(i)));
        }
        return new Elements(newType, shape, joined.build());
    }

    /** Repeats axes of size 1 and adds axes in front until the shape is {@code target}, which broadcasting made. */
    Elements broadcast(Shape target) {
        int added = target.rank() - shape.rank();
        long[] own = strides();
        long[] strides = new long[target.rank()];
        for (int axis = added; axis < strides.length; axis++) {
            boolean repeated = shape.dimension(axis - added).equals(Dimension.of(1));
            strides[axis] = repeated ? 0 : own[axis - added];
        }
        return view(target, strides);
    }

    /** Axis {@code i} of the result is axis {@code order[i]} of this tensor. */
    Elements transposed(int[] order) {
        long[] own = strides();
        return view(
                Shape.of(Arrays.stream(order).mapToObj(shape::dimension).toList()),
                Arrays.stream(order).mapToLong(axis -> own[axis]).toArray());
    }

    /** The slices at {@code indices} of an axis, in that order; an index may come several times. */
    Elements select(int axis, long[] indices) {
        long[] sizes = shape.sizes();
        int inner = Math.toIntExact(strides()[axis]);
        int block = inner * Math.toIntExact(sizes[axis]);
        ImmutableList.Builder<Element> selected = ImmutableList.builder();
        for (int start = 0; start < count(); start += block) {
            for (long index : indices) {
                int from = start + Math.toIntExact(index) * inner;
                selected.addAll(values.subList(from, from + inner));
            }
        }
        return new Elements(type, shape.with(axis, Dimension.of(indices.length)), selected.build());
    }

    private Elements view(Shape target, long[] strides) {
        long[] sizes = target.sizes();
        long[] position = new long[sizes.length];
        int total = Math.toIntExact(target.elementCount());
        ImmutableList.Builder<Element> seen = ImmutableList.builderWithExpectedSize(total);
        for (int i = 0; i < total; i++) {
            int offset = 0;
            for (int axis = 0; axis < sizes.length; axis++) {
                offset += Math.toIntExact(position[axis] * strides[axis]);
            }
            seen.add(get(offset));
            for (int axis = sizes.length - 1; axis >= 0 && ++position[axis] == sizes[axis]; axis--) {
                position[axis] = 0;
            }
        }
        return new Elements(type, target, seen.build());
    }

    private long[] strides() {
        long[] sizes = shape.sizes();
        long[] strides = new long[sizes.length];
        long stride = 1;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.max(1, sizes[axis]);
        }
        return strides;
    }
}
