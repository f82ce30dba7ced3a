package dev.espquant.target.espdl1;

import dev.espquant.quant.BitWidth;

/**
 * How real constants that are no weights become the integers that ESP-DL 1.x computes with: slopes of LeakyRelu and PRelu, bounds of Clip, fill
 * values of Pad. Simulation and export share these rules, so that an exported model answers with the simulated integers.
 */
public final class ConstantRules {
    private ConstantRules() {}

    /**
     * A slope as a fixed-point number with {@link #slopeFractionBits} fraction bits, rounded toward zero. This is what the vendor's evaluator
     * computes with; the coefficients that its tool exports hold the slope rounded to nearest at the table's exponent instead, which has no part
     * here.
     */
    public static long slope(float slope, BitWidth bits) {
        return (long) (slope * (1 << slopeFractionBits(bits)));
    }

    /** 7 for int8, 15 for int16. */
    public static int slopeFractionBits(BitWidth bits) {
        return bits.bits() - 1;
    }

    /** A bound of Clip or a fill value of Pad as an integer: rounded half to even, then saturated; infinite ones are the width's ends. */
    public static int bound(double bound, int exponent, BitWidth bits) {
        return bits.saturate((long) Math.rint(Math.scalb(bound, -exponent)));
    }
}
