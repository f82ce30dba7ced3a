package dev.espquant.evaluator.engine;

import dev.espquant.quant.BitWidth;

/**
 * Integers of one width, as many as a batch needs at most, in the order that the engine computes in: images, then rows, columns, channels (NHWC).
 * int8 lies in a {@code byte[]}, int16 in a {@code short[]}; the array of the other width is empty. Bodies read and write the arrays themselves.
 */
public final class QuantizedBuffer {
    private final BitWidth bits;
    private final byte[] bytes;
    private final short[] shorts;

    private QuantizedBuffer(BitWidth bits, byte[] bytes, short[] shorts) {
        this.bits = bits;
        this.bytes = bytes;
        this.shorts = shorts;
    }

    /** Zeros. */
    public static QuantizedBuffer allocate(BitWidth bits, int length) {
        return bits == BitWidth.INT8 ? of(new byte[length]) : of(new short[length]);
    }

    /** int8 in an array that is not copied. */
    public static QuantizedBuffer of(byte[] values) {
        return new QuantizedBuffer(BitWidth.INT8, values, new short[0]);
    }

    /** int16 in an array that is not copied. */
    public static QuantizedBuffer of(short[] values) {
        return new QuantizedBuffer(BitWidth.INT16, new byte[0], values);
    }

    /** A buffer of given integers, each of which fits the width. */
    public static QuantizedBuffer of(BitWidth bits, int... values) {
        QuantizedBuffer buffer = allocate(bits, values.length);
        for (int i = 0; i < values.length; i++) {
            buffer.set(i, values[i]);
        }
        return buffer;
    }

    public BitWidth bits() {
        return bits;
    }

    public int length() {
        return bits == BitWidth.INT8 ? bytes.length : shorts.length;
    }

    /** The array of int8 integers itself; empty if they are int16. */
    public byte[] bytes() {
        return bytes;
    }

    /** The array of int16 integers itself; empty if they are int8. */
    public short[] shorts() {
        return shorts;
    }

    public int get(int index) {
        return bits == BitWidth.INT8 ? bytes[index] : shorts[index];
    }

    /** Keeps the low bits of a value: the caller has saturated it. */
    public void set(int index, int value) {
        if (bits == BitWidth.INT8) {
            bytes[index] = (byte) value;
        } else {
            shorts[index] = (short) value;
        }
    }

    /** A copy of the first elements as plain integers. */
    public int[] toInts(int count) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = get(i);
        }
        return values;
    }
}
