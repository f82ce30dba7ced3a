package dev.espquant.ir;

import java.util.Locale;
import java.util.Optional;

/**
 * The element types of ONNX tensors, with the codes of {@code TensorProto.DataType} and the width of one element.
 *
 * <p>Widths below eight bits are packed, two or four elements a byte, low bits first, as ONNX does.
 */
public enum DataType {
    FLOAT(1, 32),
    UINT8(2, 8),
    INT8(3, 8),
    UINT16(4, 16),
    INT16(5, 16),
    INT32(6, 32),
    INT64(7, 64),
    STRING(8, 0),
    BOOL(9, 8),
    FLOAT16(10, 16),
    DOUBLE(11, 64),
    UINT32(12, 32),
    UINT64(13, 64),
    COMPLEX64(14, 64),
    COMPLEX128(15, 128),
    BFLOAT16(16, 16),
    FLOAT8E4M3FN(17, 8),
    FLOAT8E4M3FNUZ(18, 8),
    FLOAT8E5M2(19, 8),
    FLOAT8E5M2FNUZ(20, 8),
    UINT4(21, 4),
    INT4(22, 4),
    FLOAT4E2M1(23, 4),
    FLOAT8E8M0(24, 8),
    UINT2(25, 2),
    INT2(26, 2);

    private final int onnxCode;
    private final int bits;

    DataType(int onnxCode, int bits) {
        this.onnxCode = onnxCode;
        this.bits = bits;
    }

    /** The number that stands for this type in an ONNX file. */
    public int onnxCode() {
        return onnxCode;
    }

    /** Bits per element; 0 for {@link #STRING}, whose elements have no fixed width. */
    public int bits() {
        return bits;
    }

    /** Bytes that {@code elements} elements take when packed; throws for {@link #STRING} and on overflow. */
    public long byteSize(long elements) {
        if (this == STRING) {
            throw new IllegalArgumentException("strings have no fixed width");
        }
        return Math.addExact(Math.multiplyExact(elements, (long) bits), 7) / 8;
    }

    /** Whether elements are whole numbers that fit a {@code long} without loss (booleans count as 0 and 1). */
    public boolean isInteger() {
        return switch (this) {
            case UINT8, INT8, UINT16, INT16, INT32, INT64, BOOL, UINT32, UINT4, INT4, UINT2, INT2 -> true;
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
                    FLOAT8E8M0 -> false;
        };
    }

    /** The name that ONNX tools print, in lower case: {@code float}, {@code int64}. */
    public String onnxName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type with this ONNX code; empty for a code that this version does not know. */
    public static Optional<DataType> ofOnnxCode(int code) {
        for (DataType type : values()) {
            if (type.onnxCode == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
