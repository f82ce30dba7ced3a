package dev.espquant.ir;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A constant dense tensor: element type, sizes and elements, immutable. Elements are held as ONNX's {@code raw_data} holds them: little
 * endian, row major, types below eight bits packed. Strings are held one by one.
 *
 * <p>Two tensors are equal if type, sizes and bytes are equal; the name and documentation of a file's tensor are not part of it.
 */
public final class Tensor {
    private final DataType type;
    private final long[] sizes;
    private final ByteBuffer data;
    private final ImmutableList<ByteText> strings;

    private Tensor(DataType type, long[] sizes, ByteBuffer data, ImmutableList<ByteText> strings) {
        this.type = type;
        this.sizes = sizes;
        this.data = data;
        this.strings = strings;
    }

    /**
     * A tensor over bytes that nobody changes afterwards (they are not copied).
     *
     * @throws GraphException if the length of {@code data} is not what type and sizes ask for
     */
    public static Tensor ofBytes(DataType type, long[] sizes, ByteBuffer data) {
        long expected = checkedByteSize(type, sizes);
        if (data.remaining() != expected) {
            throw GraphException.because("a " + type.onnxName() + " tensor of shape " + Arrays.toString(sizes) + " has "
                            + expected + " bytes, found " + data.remaining())
                    .fix("the file is damaged or cut off: export it again")
                    .build();
        }
        return new Tensor(
                type,
                sizes.clone(),
                data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN),
                ImmutableList.of());
    }

    public static Tensor ofFloats(long[] sizes, float... values) {
        ByteBuffer bytes = allocate(DataType.FLOAT, sizes, values.length);
        bytes.asFloatBuffer().put(values);
        return ofBytes(DataType.FLOAT, sizes, bytes);
    }

    public static Tensor ofDoubles(long[] sizes, double... values) {
        ByteBuffer bytes = allocate(DataType.DOUBLE, sizes, values.length);
        bytes.asDoubleBuffer().put(values);
        return ofBytes(DataType.DOUBLE, sizes, bytes);
    }

    /** An {@code int64} tensor. */
    public static Tensor ofLongs(long[] sizes, long... values) {
        ByteBuffer bytes = allocate(DataType.INT64, sizes, values.length);
        bytes.asLongBuffer().put(values);
        return ofBytes(DataType.INT64, sizes, bytes);
    }

    /** A one-dimensional {@code int64} tensor, the form in which ONNX passes shapes and axes. */
    public static Tensor vector(long... values) {
        return ofLongs(new long[] {values.length}, values);
    }

    public static Tensor ofStrings(long[] sizes, List<ByteText> values) {
        if (Shape.elementCount(sizes) != values.size()) {
            throw GraphException.because("a tensor of shape " + Arrays.toString(sizes) + " cannot hold " + values.size()
                            + " strings")
                    .build();
        }
        return new Tensor(
                DataType.STRING,
                sizes.clone(),
                ByteBuffer.allocate(0).asReadOnlyBuffer(),
                ImmutableList.copyOf(values));
    }

    public DataType type() {
        return type;
    }

    public int rank() {
        return sizes.length;
    }

    /** A copy of the sizes. */
    public long[] sizes() {
        return sizes.clone();
    }

    public long size(int axis) {
        return sizes[axis < 0 ? axis + sizes.length : axis];
    }

    public Shape shape() {
        return Shape.of(sizes);
    }

    public int elementCount() {
        return Math.toIntExact(Shape.elementCount(sizes));
    }

    /** The elements as bytes, little endian, read only; empty for strings. */
    public ByteBuffer bytes() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    public ImmutableList<ByteText> strings() {
        return strings;
    }

    /** The elements of a {@code float} tensor; {@link GraphException} for any other type. */
    public float[] toFloats() {
        require(type == DataType.FLOAT, "float");
        float[] values = new float[elementCount()];
        bytes().asFloatBuffer().get(values);
        return values;
    }

    /** The elements of any floating or integer tensor as doubles ({@code int64} beyond 2^53 rounds); see {@link TensorElements}. */
    public double[] toDoubles() {
        return TensorElements.toDoubles(this);
    }

    /** The elements of an integer or boolean tensor; {@link GraphException} for any other type. */
    public long[] toLongs() {
        require(type.isInteger(), "integer");
        return TensorElements.toLongs(this);
    }

    /** The same elements under other sizes; {@link GraphException} unless they ask for as many. */
    public Tensor reshaped(long... newSizes) {
        return type == DataType.STRING ? ofStrings(newSizes, strings) : ofBytes(type, newSizes, bytes());
    }

    private void require(boolean condition, String expected) {
        if (!condition) {
            throw GraphException.because("expected a tensor of " + expected + " elements, found " + this)
                    .build();
        }
    }

    private static ByteBuffer allocate(DataType type, long[] sizes, int count) {
        if (Shape.elementCount(sizes) != count) {
            throw GraphException.because(
                            "a tensor of shape " + Arrays.toString(sizes) + " cannot hold " + count + " elements")
                    .build();
        }
        return ByteBuffer.allocate(Math.toIntExact(type.byteSize(count))).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Bytes that a tensor takes; one clear error where the sizes are negative, overflow or reach beyond 2 GiB. */
    private static long checkedByteSize(DataType type, long[] sizes) {
        try {
            return Math.toIntExact(type.byteSize(Shape.elementCount(sizes)));
        } catch (ArithmeticException e) {
            throw GraphException.because("no tensor can have the shape " + Arrays.toString(sizes)
                            + ": dimensions are at least 0 and a tensor takes at most 2 GiB")
                    .fix("the file is damaged, or the tensor must be split")
                    .build();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && type == tensor.type
                && Arrays.equals(sizes, tensor.sizes)
                && data.equals(tensor.data)
                && strings.equals(tensor.strings);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * type.hashCode() + Arrays.hashCode(sizes)) + data.hashCode() + strings.hashCode();
    }

    @Override
    public String toString() {
        return type.onnxName() + Arrays.toString(sizes);
    }
}
