package dev.espquant.optimizer.constants;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Tensors from numbers. */
final class Numbers {
    private Numbers() {}

    static boolean isReal(DataType type) {
        return type == DataType.FLOAT || type == DataType.DOUBLE;
    }

    /** Whether elements are whole numbers of whole bytes; truth values are none. */
    static boolean isWhole(DataType type) {
        return type.isInteger() && type != DataType.BOOL && type.bits() % 8 == 0;
    }

    /** Reals, rounded once to the element type. */
    static Optional<Tensor> ofReals(DataType type, long[] sizes, double[] values) {
        if (type == DataType.DOUBLE) {
            return Optional.of(Tensor.ofDoubles(sizes, values));
        }
        if (type != DataType.FLOAT) {
            return Optional.empty();
        }
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return Optional.of(Tensor.ofFloats(sizes, rounded));
    }

    /** Whole numbers or truth values; what does not fit wraps, as on every machine. */
    static Optional<Tensor> ofWhole(DataType type, long[] sizes, long[] values) {
        if (!type.isInteger() || type.bits() % 8 != 0) {
            return Optional.empty();
        }
        int width = type.bits() / 8;
        ByteBuffer bytes = ByteBuffer.allocate(values.length * width).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            for (int i = 0; i < width; i++) {
                bytes.put((byte) (value >> (8 * i)));
            }
        }
        return Optional.of(Tensor.ofBytes(type, sizes, bytes.flip()));
    }

    /** Truth values. */
    static Tensor ofBooleans(long[] sizes, boolean[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return Tensor.ofBytes(DataType.BOOL, sizes, ByteBuffer.wrap(bytes));
    }
}
