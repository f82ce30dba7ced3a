package dev.espquant.lowering;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Constants of integers. */
final class IntegerTensors {
    private IntegerTensors() {}

    /** A tensor of integers that fit the type: int8, int16, int32 or int64. */
    static Tensor of(DataType type, long[] sizes, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(type.byteSize(values.length)))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (type.bits()) {
                case 8 -> bytes.put((byte) value);
                case 16 -> bytes.putShort((short) value);
                case 32 -> bytes.putInt((int) value);
                default -> bytes.putLong(value);
            }
        }
        return Tensor.ofBytes(type, sizes, bytes.flip());
    }
}
