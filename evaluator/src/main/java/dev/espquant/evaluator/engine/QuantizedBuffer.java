package dev.espquant.evaluator.engine;

import dev.espquant.quant.BitWidth;

/**
 * Integers in the order that the engine computes in: images, then rows, columns, channels (NHWC), where there are channels. int8 lies in a
 * {@code byte[]}, int16 in a {@code short[]}, integers of no stated width in an {@code int[]}; arrays of other kinds are empty. Bodies read and write the arrays
 * themselves.
 */
public final class QuantizedBuffer {
    /** How integers lie in memory. */
    public enum Storage {
        /** int8. */
        BYTES(1),
        /** int16. */
        SHORTS(2),
        /** Whatever a kernel writes: nothing relies on a width. */
        INTS(4);

        private final int bytes;

        Storage(int bytes) {
            this.bytes = bytes;
        }

        public static Storage of(BitWidth bits) {
            return bits == BitWidth.INT8 ? BYTES : SHORTS;
        }

        /** Memory that one integer takes. */
        public int bytes() {
            return bytes;
        }
    }

    private static final byte[] NO_BYTES = {};
    private static final short[] NO_SHORTS = {};
    private static final int[] NO_INTS = {};

    private final Storage storage;
    private final byte[] bytes;
    private final short[] shorts;
    private final int[] ints;

    private QuantizedBuffer(Storage storage, byte[] bytes, short[] shorts, int[] ints) {
        this.storage = storage;
        this.bytes = bytes;
        this.shorts = shorts;
        this.ints = ints;
    }

    /** Zeros. */
    public static QuantizedBuffer allocate(Storage storage, int length) {
        return switch (storage) {
            case BYTES -> of(new byte[length]);
            case SHORTS -> of(new short[length]);
            case INTS -> new QuantizedBuffer(storage, NO_BYTES, NO_SHORTS, new int[length]);
        };
    }

    /** int8 in an array that is not copied. */
    public static QuantizedBuffer of(byte[] values) {
        return new QuantizedBuffer(Storage.BYTES, values, NO_SHORTS, NO_INTS);
    }

    /** int16 in an array that is not copied. */
    public static QuantizedBuffer of(short[] values) {
        return new QuantizedBuffer(Storage.SHORTS, NO_BYTES, values, NO_INTS);
    }

    /** A buffer of given integers, each of which fits the width. */
    public static QuantizedBuffer of(BitWidth bits, int... values) {
        QuantizedBuffer buffer = allocate(Storage.of(bits), values.length);
        for (int i = 0; i < values.length; i++) {
            buffer.set(i, values[i]);
        }
        return buffer;
    }

    public Storage storage() {
        return storage;
    }

    /** The array of int8 integers itself; empty if they are others. */
    public byte[] bytes() {
        return bytes;
    }

    /** The array of int16 integers itself; empty if they are others. */
    public short[] shorts() {
        return shorts;
    }

    /** The array of integers of no stated width itself; empty if they are others. */
    public int[] ints() {
        return ints;
    }

    /** One integer, whatever its width. */
    public int get(int index) {
        return switch (storage) {
            case BYTES -> bytes[index];
            case SHORTS -> shorts[index];
            case INTS -> ints[index];
        };
    }

    /** Keeps the low bits of a value: the caller has saturated it. */
    public void set(int index, int value) {
        switch (storage) {
            case BYTES -> bytes[index] = (byte) value;
            case SHORTS -> shorts[index] = (short) value;
            case INTS -> ints[index] = value;
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
