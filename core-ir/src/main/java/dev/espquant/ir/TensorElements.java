package dev.espquant.ir;

import java.nio.ByteBuffer;

/** Reads single elements of a {@link Tensor} by type: the one place that knows the bit patterns of ONNX's narrow number types. */
final class TensorElements {
    private TensorElements() {}

    static long[] toLongs(Tensor tensor) {
        ByteBuffer bytes = tensor.bytes();
        long[] values = new long[tensor.elementCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = integer(tensor.type(), bytes, i);
        }
        return values;
    }

    static double[] toDoubles(Tensor tensor) {
        ByteBuffer bytes = tensor.bytes();
        double[] values = new double[tensor.elementCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = real(tensor.type(), bytes, i);
        }
        return values;
    }

    private static double real(DataType type, ByteBuffer bytes, int i) {
        return switch (type) {
            case FLOAT -> bytes.getFloat(4 * i);
            case DOUBLE -> bytes.getDouble(8 * i);
            case FLOAT16 -> half(bytes.getShort(2 * i));
            case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(2 * i) << 16);
            case UINT64 -> unsigned(bytes.getLong(8 * i));
            case UINT8, INT8, UINT16, INT16, INT32, INT64, BOOL, UINT32, UINT4, INT4, UINT2, INT2 ->
                integer(type, bytes, i);
            case STRING,
                    COMPLEX64,
                    COMPLEX128,
                    FLOAT8E4M3FN,
                    FLOAT8E4M3FNUZ,
                    FLOAT8E5M2,
                    FLOAT8E5M2FNUZ,
                    FLOAT4E2M1,
                    FLOAT8E8M0 -> throw notANumber(type);
        };
    }

    private static long integer(DataType type, ByteBuffer bytes, int i) {
        return switch (type) {
            case INT8 -> bytes.get(i);
            case UINT8, BOOL -> bytes.get(i) & 0xff;
            case INT16 -> bytes.getShort(2 * i);
            case UINT16 -> bytes.getShort(2 * i) & 0xffff;
            case INT32 -> bytes.getInt(4 * i);
            case UINT32 -> bytes.getInt(4 * i) & 0xffffffffL;
            case INT64 -> bytes.getLong(8 * i);
            case UINT4 -> packed(bytes, i, 4);
            case INT4 -> signExtend(packed(bytes, i, 4), 4);
            case UINT2 -> packed(bytes, i, 2);
            case INT2 -> signExtend(packed(bytes, i, 2), 2);
            case FLOAT,
                    STRING,
                    FLOAT16,
                    DOUBLE,
                    UINT64,
                    COMPLEX64,
                    COMPLEX128,
                    BFLOAT16,
                    FLOAT8E4M3FN,
                    FLOAT8E4M3FNUZ,
                    FLOAT8E5M2,
                    FLOAT8E5M2FNUZ,
                    FLOAT4E2M1,
                    FLOAT8E8M0 -> throw notANumber(type);
        };
    }

    private static int packed(ByteBuffer bytes, int i, int width) {
        int perByte = 8 / width;
        return (bytes.get(i / perByte) >> (i % perByte * width)) & ((1 << width) - 1);
    }

    private static long signExtend(int value, int width) {
        return (long) value << (64 - width) >> (64 - width);
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    /** IEEE 754 binary16. */
    private static float half(short bits) {
        int exponent = (bits >> 10) & 0x1f;
        int mantissa = bits & 0x3ff;
        float magnitude = switch (exponent) {
            case 0 -> mantissa * 0x1p-24f;
            case 31 -> mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> (mantissa + 1024) * Math.scalb(1f, exponent - 25);
        };
        return bits < 0 ? -magnitude : magnitude;
    }

    private static GraphException notANumber(DataType type) {
        return GraphException.because("elements of type " + type.onnxName() + " cannot be read as numbers here")
                .build();
    }
}
