package dev.espquant.evaluator.espdl;

import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlTensor;
import java.util.Arrays;

/**
 * An array as the runtime holds it: row major under sizes of the runtime's layout (NHWC or NWC behind a convolution), integers or float32. The
 * real value of an integer is {@code element * 2^exponent}. Whoever fills an array leaves it alone afterwards.
 */
public final class EspdlArray {
    private final DataType type;
    private final int[] sizes;
    private final int exponent;
    private final Elements elements;
    private final Range range;

    private EspdlArray(DataType type, int[] sizes, int exponent, Elements elements) {
        this.type = type;
        this.sizes = sizes;
        this.exponent = exponent;
        this.elements = elements;
        this.range = Range.of(type);
    }

    /** An array of zeros. */
    public static EspdlArray zeros(DataType type, int[] sizes, int exponent) {
        return new EspdlArray(type, sizes.clone(), exponent, Elements.of(type, count(sizes)));
    }

    /** Integers; {@link IllegalArgumentException} if the sizes ask for another number of them. */
    public static EspdlArray ofIntegers(DataType type, int[] sizes, int exponent, int... values) {
        EspdlArray array = zeros(type, sizes, exponent);
        requireCount(array, values.length);
        for (int i = 0; i < values.length; i++) {
            array.put(i, values[i]);
        }
        return array;
    }

    /** Real numbers; {@link IllegalArgumentException} if the sizes ask for another number of them. */
    public static EspdlArray ofFloats(int[] sizes, float... values) {
        EspdlArray array = new EspdlArray(DataType.FLOAT, sizes.clone(), 0, new Elements.Floats(values));
        requireCount(array, values.length);
        return array;
    }

    /** A constant or test value of a file. One with an exponent for each channel has that of the first. */
    public static EspdlArray of(EspdlTensor tensor) {
        int exponent = tensor.exponents().isEmpty() ? 0 : tensor.exponents().get(0);
        return of(tensor.elements(), exponent);
    }

    /** A tensor with an exponent. */
    public static EspdlArray of(Tensor tensor, int exponent) {
        int[] sizes = Arrays.stream(tensor.sizes()).mapToInt(Math::toIntExact).toArray();
        if (tensor.type() == DataType.FLOAT) {
            return ofFloats(sizes, tensor.toFloats());
        }
        EspdlArray array = zeros(tensor.type(), sizes, exponent);
        long[] values = tensor.toLongs();
        for (int i = 0; i < values.length; i++) {
            array.put(i, values[i]);
        }
        return array;
    }

    /** The same elements under other sizes; they are shared, not copied. */
    public EspdlArray reshaped(int[] newSizes, int newExponent) {
        EspdlArray view = new EspdlArray(type, newSizes.clone(), newExponent, elements);
        requireCount(view, count());
        return view;
    }

    public DataType type() {
        return type;
    }

    /** A copy of the sizes. */
    public int[] sizes() {
        return sizes.clone();
    }

    public int rank() {
        return sizes.length;
    }

    public int size(int axis) {
        return sizes[axis];
    }

    public int count() {
        return count(sizes);
    }

    public int exponent() {
        return exponent;
    }

    public boolean isReal() {
        return type == DataType.FLOAT;
    }

    /** An element as an integer; a real number loses its fraction. */
    public long integer(int i) {
        return elements.get(i);
    }

    /** An element as float32, without regard of the exponent. */
    public float real(int i) {
        return elements.real(i);
    }

    /** Stores an integer, whose upper bits are lost where the type is too narrow. */
    public void put(int i, long value) {
        elements.set(i, value);
    }

    /** Stores the nearest integer that the type holds. */
    public void putNearest(int i, long value) {
        elements.set(i, range.saturate(value));
    }

    /** Stores a real number; integers lose its fraction. */
    public void putReal(int i, float value) {
        elements.setReal(i, value);
    }

    /** Copies one element of an array of the same type. */
    public void copy(int i, EspdlArray from, int j) {
        if (isReal()) {
            elements.setReal(i, from.elements.real(j));
        } else {
            elements.set(i, from.elements.get(j));
        }
    }

    /** The elements of an int8, uint8 or boolean array themselves, not a copy. */
    public byte[] bytes() {
        return (byte[]) elements.array();
    }

    /** The elements of a 16-bit array themselves, not a copy. */
    public short[] shorts() {
        return (short[]) elements.array();
    }

    /** The elements of a float32 array themselves, not a copy. */
    public float[] floats() {
        return (float[]) elements.array();
    }

    /** Integers of up to 32 bits as an array of their own. */
    public int[] toInts() {
        int[] values = new int[count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.toIntExact(elements.get(i));
        }
        return values;
    }

    /** Copies integers of up to 32 bits from element {@code first} on. */
    public void toInts(int first, int[] to, int count) {
        elements.toInts(first, to, count);
    }

    /** Takes over as many elements as it has from a buffer of the same kind. */
    void load(QuantizedBuffer from, int first) {
        System.arraycopy(from.array(), first, elements.array(), 0, count());
    }

    /** Copies all elements to a buffer of the same kind. */
    void store(QuantizedBuffer to, int first) {
        System.arraycopy(elements.array(), 0, to.array(), first, count());
    }

    /** The product of sizes. */
    public static int count(int[] sizes) {
        int count = 1;
        for (int size : sizes) {
            count = Math.multiplyExact(count, size);
        }
        return count;
    }

    private static void requireCount(EspdlArray array, int count) {
        if (array.count() != count) {
            throw new IllegalArgumentException(count + " elements do not make " + array);
        }
    }

    @Override
    public String toString() {
        return type.onnxName() + Arrays.toString(sizes) + " * 2^" + exponent;
    }
}
