package dev.espquant.quant;

import dev.espquant.ir.DataType;
import java.util.Locale;

/** The width of a quantized integer, signed two's complement. */
public enum BitWidth {
    INT8(8, DataType.INT8),
    INT16(16, DataType.INT16);

    private final int bits;
    private final DataType dataType;

    BitWidth(int bits, DataType dataType) {
        this.bits = bits;
        this.dataType = dataType;
    }

    public int bits() {
        return bits;
    }

    /** The smallest integer: -128 or -32768. */
    public int min() {
        return -(1 << (bits - 1));
    }

    /** The largest integer: 127 or 32767. ESP-DL divides a tensor's range by this number. */
    public int max() {
        return (1 << (bits - 1)) - 1;
    }

    public DataType dataType() {
        return dataType;
    }

    /** The nearest integer of this width. */
    public int saturate(long value) {
        return (int) Math.max(min(), Math.min(max(), value));
    }

    /** How a user writes it: {@code int8}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
