package dev.espquant.evaluator;

import java.math.BigInteger;

/**
 * A sum of doubles without rounding: the same for any order of the addends and any grouping, so that threads may add what they have and
 * merge. Held as one fixed-point number over the whole range of doubles, in digits of 32 bits.
 */
final class ExactSum {
    /** Weight of the lowest bit: the smallest double. */
    private static final int LOWEST = -1074;

    /** 2098 bits of doubles and 46 for as many addends as will ever be. */
    private static final int DIGITS = 67;

    /** Each addend changes a digit by less than 2^32, a long holds 2^31 of them. */
    private static final int ADDENDS_BEFORE_CARRY = 1 << 30;

    private final long[] digits = new long[DIGITS];
    private int addends;
    private double special;

    void add(double value) {
        if (!Double.isFinite(value)) {
            special += value;
            return;
        }
        long bits = Double.doubleToRawLongBits(value);
        int biased = Math.getExponent(value) + 1023;
        long mantissa = bits & 0xfffffffffffffL;
        int shift = biased == 0 ? 0 : biased - 1;
        if (biased != 0) {
            mantissa |= 1L << 52;
        }
        addShifted(mantissa, shift, bits < 0 ? -1 : 1);
        if (++addends == ADDENDS_BEFORE_CARRY) {
            carry();
        }
    }

    /** Adds mantissa * 2^shift, in units of the smallest double. */
    private void addShifted(long mantissa, int shift, int sign) {
        int digit = shift >> 5;
        int within = shift & 31;
        long low = (mantissa & 0xffffffffL) << within;
        long high = (mantissa >>> 32) << within;
        digits[digit] += sign * (low & 0xffffffffL);
        digits[digit + 1] += sign * ((low >>> 32) + (high & 0xffffffffL));
        digits[digit + 2] += sign * (high >>> 32);
    }

    void merge(ExactSum other) {
        carry();
        other.carry();
        for (int i = 0; i < DIGITS; i++) {
            digits[i] += other.digits[i];
        }
        special += other.special;
        carry();
    }

    private void carry() {
        long carry = 0;
        for (int i = 0; i < DIGITS - 1; i++) {
            long sum = digits[i] + carry;
            digits[i] = sum & 0xffffffffL;
            carry = sum >> 32;
        }
        digits[DIGITS - 1] += carry;
        addends = 0;
    }

    /** The sum, rounded once to the nearest double; NaN or infinite if an addend was. */
    double value() {
        if (special != 0) {
            return special; // NaN compares unequal to 0, too
        }
        BigInteger sum = BigInteger.ZERO;
        for (int i = DIGITS - 1; i >= 0; i--) {
            sum = sum.shiftLeft(32).add(BigInteger.valueOf(digits[i]));
        }
        // 64 leading bits and a sticky one are enough to round once.
        return rounded(sum, Math.max(0, sum.bitLength() - 64));
    }

    private static double rounded(BigInteger sum, int drop) {
        BigInteger magnitude = sum.abs();
        BigInteger top = magnitude.shiftRight(drop);
        if (magnitude.signum() != 0 && magnitude.getLowestSetBit() < drop) {
            top = top.setBit(0);
        }
        return sum.signum() * Math.scalb(top.doubleValue(), drop + LOWEST);
    }
}
