package dev.espquant.evaluator.espdl;

import dev.espquant.ir.DataType;

/** The integers that an element type holds. */
record Range(long min, long max) {
    static Range of(DataType type) {
        return switch (type) {
            case INT8, INT16, INT32 -> signed(type.bits());
            case UINT8, UINT16, UINT32 -> new Range(0, (1L << type.bits()) - 1);
            case BOOL -> new Range(0, 1);
            default -> new Range(Long.MIN_VALUE, Long.MAX_VALUE);
        };
    }

    private static Range signed(int bits) {
        return new Range(-1L << (bits - 1), (1L << (bits - 1)) - 1);
    }

    long saturate(long value) {
        return Math.max(min, Math.min(max, value));
    }
}
