package dev.espquant.ir.onnx;

import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.onnx.schema.TensorProto;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Elements in the typed fields of a {@code TensorProto} ({@code float_data} and its siblings), as little-endian bytes. */
final class TypedData {
    private TypedData() {}

    /**
     * The elements as {@code raw_data} would hold them.
     *
     * @param elements how many the shape asks for; checked against the field before anything is allocated
     */
    static ByteBuffer bytes(TensorProto proto, DataType type, int elements) {
        return switch (type) {
            case FLOAT -> floats(proto, elements);
            case COMPLEX64 -> floats(proto, 2L * elements);
            case DOUBLE -> doubles(proto, elements);
            case COMPLEX128 -> doubles(proto, 2L * elements);
            case INT64 -> longs(proto, elements);
            case UINT32, UINT64 -> unsigned(proto, type, elements);
            case INT32 -> ints(proto, type, 4, elements);
            case INT16, UINT16, FLOAT16, BFLOAT16 -> ints(proto, type, 2, elements);
            case INT8, UINT8, BOOL, FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, FLOAT8E8M0 ->
                ints(proto, type, 1, elements);
            // Below eight bits, one int32 holds one byte of two or four elements.
            case UINT4, INT4, FLOAT4E2M1, UINT2, INT2 -> ints(proto, type, 1, type.byteSize(elements));
            case STRING -> throw new IllegalArgumentException("strings have no bytes");
        };
    }

    /** Refuses a tensor that keeps elements in any other field than the named one. */
    static void requireOnly(TensorProto proto, String field) {
        fieldSizes(proto).forEach((name, size) -> {
            if (!name.equals(field) && size > 0) {
                throw GraphException.because("its elements must be in " + field + ", but " + name + " holds " + size)
                        .fix("export the model again; a tensor keeps its elements in one field, which its type decides")
                        .build();
            }
        });
    }

    private static Map<String, Integer> fieldSizes(TensorProto proto) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("raw_data", proto.getRawData().size());
        sizes.put("float_data", proto.getFloatDataCount());
        sizes.put("int32_data", proto.getInt32DataCount());
        sizes.put("int64_data", proto.getInt64DataCount());
        sizes.put("double_data", proto.getDoubleDataCount());
        sizes.put("uint64_data", proto.getUint64DataCount());
        sizes.put("string_data", proto.getStringDataCount());
        return sizes;
    }

    private static ByteBuffer allocate(TensorProto proto, String field, int found, long expected, int width) {
        requireOnly(proto, field);
        if (found != expected) {
            throw GraphException.because("its shape asks for " + expected + " entries of " + field + ", found " + found)
                    .fix("the file is damaged: export it again")
                    .build();
        }
        if ((long) found * width > Integer.MAX_VALUE) {
            throw GraphException.because("a tensor takes at most 2 GiB, this one " + (long) found * width + " bytes")
                    .fix("split the tensor")
                    .build();
        }
        return TensorCodec.littleEndian(found * width);
    }

    private static ByteBuffer floats(TensorProto proto, long expected) {
        ByteBuffer bytes = allocate(proto, "float_data", proto.getFloatDataCount(), expected, 4);
        for (int i = 0; i < expected; i++) {
            bytes.putFloat(proto.getFloatData(i));
        }
        return bytes.flip();
    }

    private static ByteBuffer doubles(TensorProto proto, long expected) {
        ByteBuffer bytes = allocate(proto, "double_data", proto.getDoubleDataCount(), expected, 8);
        for (int i = 0; i < expected; i++) {
            bytes.putDouble(proto.getDoubleData(i));
        }
        return bytes.flip();
    }

    private static ByteBuffer longs(TensorProto proto, long expected) {
        ByteBuffer bytes = allocate(proto, "int64_data", proto.getInt64DataCount(), expected, 8);
        for (int i = 0; i < expected; i++) {
            bytes.putLong(proto.getInt64Data(i));
        }
        return bytes.flip();
    }

    private static ByteBuffer unsigned(TensorProto proto, DataType type, long expected) {
        int width = type.bits() / 8;
        ByteBuffer bytes = allocate(proto, "uint64_data", proto.getUint64DataCount(), expected, width);
        for (int i = 0; i < expected; i++) {
            long value = proto.getUint64Data(i);
            if (type == DataType.UINT64) {
                bytes.putLong(value);
            } else {
                bytes.putInt((int) inRange(value, 0, 0xffffffffL, type));
            }
        }
        return bytes.flip();
    }

    private static ByteBuffer ints(TensorProto proto, DataType type, int width, long expected) {
        ByteBuffer bytes = allocate(proto, "int32_data", proto.getInt32DataCount(), expected, width);
        long min = smallest(type, width);
        long max = largest(type, width);
        for (int i = 0; i < expected; i++) {
            int value = (int) inRange(proto.getInt32Data(i), min, max, type);
            switch (width) {
                case 1 -> bytes.put((byte) value);
                case 2 -> bytes.putShort((short) value);
                default -> bytes.putInt(value);
            }
        }
        return bytes.flip();
    }

    private static boolean isUnsigned(DataType type) {
        return type == DataType.UINT8 || type == DataType.UINT16 || type == DataType.BOOL;
    }

    private static boolean isSigned(DataType type) {
        return type == DataType.INT8 || type == DataType.INT16 || type == DataType.INT32;
    }

    /** The bit patterns of floating and packed types come signed or unsigned, depending on the tool that wrote them. */
    private static long smallest(DataType type, int width) {
        return isUnsigned(type) ? 0 : -(1L << (8 * width - 1));
    }

    private static long largest(DataType type, int width) {
        if (type == DataType.BOOL) {
            return 1;
        }
        return isSigned(type) ? (1L << (8 * width - 1)) - 1 : (1L << (8 * width)) - 1;
    }

    private static long inRange(long value, long min, long max, DataType type) {
        if (value < min || value > max) {
            throw GraphException.because(value + " is no " + type.onnxName())
                    .fix("the file is damaged: export it again")
                    .build();
        }
        return value;
    }
}
