package dev.espquant.evaluator.espdl.rules;

import dev.espquant.ir.DataType;

/**
 * The numeric rules of ESP-DL 3.x as its facts state them, one line each, written without the simulator's classes.
 *
 * @param chip a chip of each family: esp32, esp32s3, esp32p4
 * @param type int8 or int16
 */
record PlainArithmetic(String chip, DataType type) {

    boolean isEven() {
        return chip.equals("esp32p4");
    }

    boolean isBlocked() {
        return !chip.equals("esp32");
    }

    /** Output channels of a block. */
    int lanes() {
        return type == DataType.INT8 ? 16 : 8;
    }

    int saturate(long value) {
        int bits = type == DataType.INT8 ? 8 : 16;
        return (int) Math.max(-(1L << (bits - 1)), Math.min((1L << (bits - 1)) - 1, value));
    }

    /** Half up: {@code (v + 2^(s-1)) >> s}; the P4 takes ties to even. */
    long shift(long value, int bits) {
        if (bits == 0) {
            return value;
        }
        long half = 1L << (bits - 1);
        long up = (value + half) >> bits;
        boolean tie = (value & ((1L << bits) - 1)) == half;
        return isEven() && tie && (up & 1) == 1 ? up - 1 : up;
    }

    int real(float value) {
        return saturate(isEven() ? (long) Math.rint(value) : (long) Math.floor(value + 0.5f));
    }

    static float power(int exponent) {
        return (float) Math.pow(2, exponent);
    }

    /** Width of the register that sums products of a channel of a whole block, or of the rest. */
    private int registerBits(boolean block) {
        boolean int8 = type == DataType.INT8;
        return switch (chip) {
            case "esp32" -> int8 ? 32 : 64;
            case "esp32s3" -> int8 && block ? 20 : 40;
            default -> !block ? 40 : int8 ? 32 : 64;
        };
    }

    /** A register behind one more product: vector units saturate, C's integers wrap. */
    long keep(long sum, boolean block) {
        int bits = registerBits(block);
        long most = bits == 64 ? Long.MAX_VALUE : (1L << (bits - 1)) - 1;
        if (chip.equals("esp32")) {
            return bits == 64 ? sum : sum << (64 - bits) >> (64 - bits);
        }
        return Math.max(~most, Math.min(most, sum));
    }
}
