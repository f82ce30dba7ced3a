package dev.espquant.evaluator.espdl;

import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;

/** The elements of an array, in the type in which the runtime holds them. */
abstract sealed class Elements {

    /** An element as an integer; a real number loses its fraction. */
    abstract long get(int i);

    /** Stores an integer, whose upper bits are lost where it does not fit. */
    abstract void set(int i, long value);

    /** An element as float32. */
    float real(int i) {
        return get(i);
    }

    /** Stores a real number; integers lose its fraction. */
    void setReal(int i, float value) {
        set(i, (long) value);
    }

    /** Copies integers of up to 32 bits. */
    void toInts(int first, int[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] = (int) get(first + i);
        }
    }

    /** The Java array itself. */
    abstract Object array();

    /**
     * Zeros.
     *
     * @throws GraphException for a type that no kernel of the runtime computes with
     */
    static Elements of(DataType type, int count) {
        return switch (type) {
            case INT8 -> new Bytes(new byte[count], -1);
            case UINT8, BOOL -> new Bytes(new byte[count], 0xff);
            case INT16 -> new Shorts(new short[count], -1);
            case UINT16 -> new Shorts(new short[count], 0xffff);
            case INT32 -> new Ints(new int[count], -1);
            case UINT32 -> new Ints(new int[count], 0xffffffffL);
            case INT64 -> new Longs(new long[count]);
            case FLOAT -> new Floats(new float[count]);
            default ->
                throw GraphException.because("the runtime does not compute with elements of type " + type.onnxName())
                        .fix("export the model again with integers of 8, 16, 32 or 64 bits, or float32")
                        .buildUnsupported();
        };
    }

    static final class Bytes extends Elements {
        private final byte[] values;
        private final int mask;

        Bytes(byte[] values, int mask) {
            this.values = values;
            this.mask = mask;
        }

        @Override
        long get(int i) {
            return values[i] & mask;
        }

        @Override
        void toInts(int first, int[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = values[first + i] & mask;
            }
        }

        @Override
        void set(int i, long value) {
            values[i] = (byte) value;
        }

        @Override
        Object array() {
            return values;
        }
    }

    static final class Shorts extends Elements {
        private final short[] values;
        private final int mask;

        Shorts(short[] values, int mask) {
            this.values = values;
            this.mask = mask;
        }

        @Override
        long get(int i) {
            return values[i] & mask;
        }

        @Override
        void toInts(int first, int[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = values[first + i] & mask;
            }
        }

        @Override
        void set(int i, long value) {
            values[i] = (short) value;
        }

        @Override
        Object array() {
            return values;
        }
    }

    static final class Ints extends Elements {
        private final int[] values;
        private final long mask;

        Ints(int[] values, long mask) {
            this.values = values;
            this.mask = mask;
        }

        @Override
        long get(int i) {
            return values[i] & mask;
        }

        @Override
        void set(int i, long value) {
            values[i] = (int) value;
        }

        @Override
        Object array() {
            return values;
        }
    }

    static final class Longs extends Elements {
        private final long[] values;

        Longs(long[] values) {
            this.values = values;
        }

        @Override
        long get(int i) {
            return values[i];
        }

        @Override
        void set(int i, long value) {
            values[i] = value;
        }

        @Override
        Object array() {
            return values;
        }
    }

    static final class Floats extends Elements {
        private final float[] values;

        Floats(float[] values) {
            this.values = values;
        }

        @Override
        long get(int i) {
            return (long) values[i];
        }

        @Override
        void set(int i, long value) {
            values[i] = value;
        }

        @Override
        float real(int i) {
            return values[i];
        }

        @Override
        void setReal(int i, float value) {
            values[i] = value;
        }

        @Override
        Object array() {
            return values;
        }
    }
}
