package dev.espquant.evaluator.data;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The number types of NumPy arrays that samples, labels and results have, and how one element is read. Byte order is the buffer's. */
public enum NpyType {
    BOOL('b', 1),
    INT8('i', 1),
    INT16('i', 2),
    INT32('i', 4),
    INT64('i', 8),
    UINT8('u', 1),
    UINT16('u', 2),
    UINT32('u', 4),
    UINT64('u', 8),
    FLOAT16('f', 2),
    FLOAT32('f', 4),
    FLOAT64('f', 8);

    private final char kind;
    private final int bytes;

    NpyType(char kind, int bytes) {
        this.kind = kind;
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    public boolean isFloating() {
        return kind == 'f';
    }

    /** NumPy's code without byte order: {@code f4}. */
    public String code() {
        return "" + kind + bytes;
    }

    /** The type with NumPy's code, such as {@code f4}; empty for types that are no plain numbers (complex, text, records). */
    public static Optional<NpyType> ofCode(String code) {
        for (NpyType type : values()) {
            if (type.code().equals(code)) {
                return Optional.of(type);
            }
        }
        return code.equals("?") ? Optional.of(BOOL) : Optional.empty();
    }

    /** Converts {@code count} elements from the buffer's position on; integers and doubles round to the nearest float. */
    void toFloats(ByteBuffer source, float[] target, int from, int count) {
        ByteBuffer in = source.slice().order(source.order());
        switch (this) {
            case FLOAT32 -> in.asFloatBuffer().get(target, from, count);
            case UINT8 -> {
                byte[] bytes = bytes(in, count);
                for (int i = 0; i < count; i++) {
                    target[from + i] = bytes[i] & 0xff;
                }
            }
            case INT8 -> {
                byte[] bytes = bytes(in, count);
                for (int i = 0; i < count; i++) {
                    target[from + i] = bytes[i];
                }
            }
            case INT64 -> {
                for (int i = 0; i < count; i++) {
                    target[from + i] = in.getLong(8 * i);
                }
            }
            case UINT64 -> {
                for (int i = 0; i < count; i++) {
                    target[from + i] = (float) halfUnlessSmall(in.getLong(8 * i)) * factor(in.getLong(8 * i));
                }
            }
            case BOOL, INT16, INT32, UINT16, UINT32, FLOAT16, FLOAT64 -> {
                for (int i = 0; i < count; i++) {
                    target[from + i] = (float) real(in, i);
                }
            }
        }
    }

    /** Loops over arrays become vector instructions, loops over buffers do not. */
    private static byte[] bytes(ByteBuffer in, int count) {
        byte[] bytes = new byte[count];
        in.get(0, bytes);
        return bytes;
    }

    /** Element {@code index} as a double; 64-bit integers beyond 2^53 round. */
    public double real(ByteBuffer in, int index) {
        return switch (this) {
            case FLOAT16 -> half(in.getShort(2 * index));
            case FLOAT32 -> in.getFloat(4 * index);
            case FLOAT64 -> in.getDouble(8 * index);
            case UINT64 -> (double) halfUnlessSmall(in.getLong(8 * index)) * factor(in.getLong(8 * index));
            case BOOL, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 -> integer(in, index);
        };
    }

    /** Element {@code index} as an integer; {@link ArithmeticException} if it is no whole number or does not fit. */
    public long integer(ByteBuffer in, int index) {
        return switch (this) {
            case BOOL -> in.get(index) == 0 ? 0 : 1;
            case INT8 -> in.get(index);
            case UINT8 -> in.get(index) & 0xff;
            case INT16 -> in.getShort(2 * index);
            case UINT16 -> in.getShort(2 * index) & 0xffff;
            case INT32 -> in.getInt(4 * index);
            case UINT32 -> in.getInt(4 * index) & 0xffffffffL;
            case INT64 -> in.getLong(8 * index);
            case UINT64 -> whole(in.getLong(8 * index) >= 0, in.getLong(8 * index), real(in, index));
            case FLOAT16, FLOAT32, FLOAT64 -> {
                double value = real(in, index);
                yield whole(value == Math.rint(value) && Math.abs(value) < 0x1p63, (long) value, value);
            }
        };
    }

    private static long whole(boolean fits, long value, double shown) {
        if (!fits) {
            throw new ArithmeticException(shown + " is no whole number of 64 bits");
        }
        return value;
    }

    /** An unsigned number beyond 2^63, halved such that rounding goes the same way (the lost bit sticks). */
    private static long halfUnlessSmall(long bits) {
        return bits >= 0 ? bits : (bits >>> 1) | (bits & 1);
    }

    private static int factor(long bits) {
        return bits >= 0 ? 1 : 2;
    }

    /** IEEE 754 binary16. */
    private static float half(short bits) {
        int exponent = (bits >> 10) & 0x1f;
        int mantissa = bits & 0x3ff;
        float magnitude;
        if (exponent == 0) {
            magnitude = mantissa * 0x1p-24f;
        } else if (exponent == 31) {
            magnitude = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            magnitude = Math.scalb((float) (mantissa + 1024), exponent - 25);
        }
        return bits < 0 ? -magnitude : magnitude;
    }
}
