package dev.espquant.evaluator.engine;

import dev.espquant.quant.BitWidth;

/**
 * Integers in the order that the engine computes in: images, then rows, columns, channels (NHWC), where there are channels. int8 lies in a
 * {@code byte[]}, int16 in a {@code short[]}, integers of no stated width in an {@code int[]}; arrays of other kinds are empty. Bodies read and write the arrays
 * themselves. Indices and real numbers, of which no body here knows, have kinds of their own.
 */
public final class QuantizedBuffer {
    /** How integers lie in memory. */
    public enum Storage {
        /** int8. */
        BYTES(1),
        /** int16. */
        SHORTS(2),
        /** Whatever a kernel writes: nothing relies on a width. */
        INTS(4),
        /** int64: sizes and indices that are computed. */
        LONGS(8),
        /** float32, where a runtime computes in floats. */
        REALS(4);

        private final int bytes;

        Storage(int bytes) {
            this.bytes = bytes;
        }

        public static Storage of(BitWidth bits) {
            return bits == BitWidth.INT8 ? BYTES : SHORTS;
        }

        /** The width of int8 and int16; {@link IllegalStateException} for other kinds. */
        public BitWidth width() {
            return switch (this) {
                case BYTES -> BitWidth.INT8;
                case SHORTS -> BitWidth.INT16;
                default -> throw new IllegalStateException("no width: " + this);
            };
        }

        /** Memory that one integer takes. */
        public int bytes() {
            return bytes;
        }
    }

    private static final byte[] NO_BYTES = {};
    private static final short[] NO_SHORTS = {};
    private static final int[] NO_INTS = {};
    private static final long[] NO_LONGS = {};
    private static final float[] NO_REALS = {};

    private final Storage storage;
    private final byte[] bytes;
    private final short[] shorts;
    private final int[] ints;
    private final long[] longs;
    private final float[] reals;

    private QuantizedBuffer(Storage storage, byte[] bytes, short[] shorts, int[] ints, long[] longs, float[] reals) {
        this.storage = storage;
        this.bytes = bytes;
        this.shorts = shorts;
        this.ints = ints;
        this.longs = longs;
        this.reals = reals;
    }

    /** Zeros. */
    public static QuantizedBuffer allocate(Storage storage, int length) {
        return switch (storage) {
            case BYTES -> of(new byte[length]);
            case SHORTS -> of(new short[length]);
            case INTS -> new QuantizedBuffer(storage, NO_BYTES, NO_SHORTS, new int[length], NO_LONGS, NO_REALS);
            case LONGS -> new QuantizedBuffer(storage, NO_BYTES, NO_SHORTS, NO_INTS, new long[length], NO_REALS);
            case REALS -> new QuantizedBuffer(storage, NO_BYTES, NO_SHORTS, NO_INTS, NO_LONGS, new float[length]);
        };
    }

    /** int8 in an array that is not copied. */
    public static QuantizedBuffer of(byte[] values) {
        return new QuantizedBuffer(Storage.BYTES, values, NO_SHORTS, NO_INTS, NO_LONGS, NO_REALS);
    }

    /** int16 in an array that is not copied. */
    public static QuantizedBuffer of(short[] values) {
        return new QuantizedBuffer(Storage.SHORTS, NO_BYTES, values, NO_INTS, NO_LONGS, NO_REALS);
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

    /** The array of float32 numbers itself; empty if they are others. */
    public float[] reals() {
        return reals;
    }

    /** The array that holds the elements, whatever its type: for copies. */
    public Object array() {
        return switch (storage) {
            case BYTES -> bytes;
            case SHORTS -> shorts;
            case INTS -> ints;
            case LONGS -> longs;
            case REALS -> reals;
        };
    }

    /** One integer, whatever its width: the low bits of a long one, a real number without its fraction. */
    public int get(int index) {
        return switch (storage) {
            case BYTES -> bytes[index];
            case SHORTS -> shorts[index];
            case INTS -> ints[index];
            case LONGS -> (int) longs[index];
            case REALS -> (int) reals[index];
        };
    }

    /** Keeps the low bits of a value: the caller has saturated it. */
    public void set(int index, int value) {
        switch (storage) {
            case BYTES -> bytes[index] = (byte) value;
            case SHORTS -> shorts[index] = (short) value;
            case INTS -> ints[index] = value;
            case LONGS -> longs[index] = value;
            case REALS -> reals[index] = value;
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
