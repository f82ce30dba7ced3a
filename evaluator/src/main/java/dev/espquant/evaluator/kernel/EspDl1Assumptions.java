package dev.espquant.evaluator.kernel;

import dev.espquant.evaluator.engine.Shift;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import dev.espquant.target.espdl1.ConstantRules;

/**
 * Arithmetic of ESP-DL 1.x that no published number settles: the vendor's evaluator either refuses these operators or leaves their results
 * unscaled, and no chip's printout shows them. Each rule is the plainest one that agrees with what is known of the others, in this one place, so
 * that a measurement on a board corrects one method.
 *
 * <ul>
 *   <li><b>Sub</b> follows Add, which is known: both operands are shifted to the larger exponent, subtracted, shifted to the output's.
 *   <li><b>Mul</b>: {@link #product}.
 *   <li><b>AveragePool, GlobalAveragePool</b>: {@link #average}.
 *   <li><b>Max, Min</b>: both operands are shifted to the larger exponent, compared, shifted to the output's.
 *   <li><b>Softmax, Sigmoid, Tanh</b>: {@link #quantizeResult}, of the curve computed on the dequantized input in single precision.
 *   <li><b>Clip</b>: bounds become integers as any constant does, at the input's exponent: {@link ConstantRules#bound}.
 *   <li><b>Pad</b>: the fill value likewise.
 *   <li><b>LeakyRelu, PRelu</b>: {@link ConstantRules#slope}. This is what the vendor's evaluator computes; its exported coefficients hold the slope rounded to
 *       nearest at an exponent of its own, so a chip may differ by one on negative inputs.
 *   <li><b>Lanes</b> saturate the final sum (the vendor's evaluator); a chip may saturate each step.
 *   <li><b>Resize</b> (nearest), Expand, Unsqueeze, Identity, Dropout copy integers.
 * </ul>
 */
final class EspDl1Assumptions {
    private EspDl1Assumptions() {}

    /** The product of two integers, shifted from the sum of the operands' exponents to the output's. */
    static long product(long a, long b, int exponentA, int exponentB, int outputExponent, RoundingMode rounding) {
        return Shift.scale(a * b, exponentA + exponentB - outputExponent, rounding);
    }

    /** {@code floor(sum * 2^(inputExponent - outputExponent) / count)}: one rounding, toward negative infinity. */
    static long average(long sum, int count, int inputExponent, int outputExponent) {
        int exponent = inputExponent - outputExponent;
        if (exponent < -32) {
            return sum < 0 ? -1 : 0; // beyond any sum of an image's integers: what remains is the sign
        }
        return exponent >= 0
                ? Math.floorDiv(Shift.scale(sum, exponent, RoundingMode.FLOOR), count)
                : Math.floorDiv(sum, (long) count << -exponent);
    }

    /** A real result as an integer of the output: rounded toward negative infinity, then saturated. */
    static int quantizeResult(float result, int outputExponent, BitWidth bits) {
        return bits.saturate((long) Math.floor(Math.scalb((double) result, -outputExponent)));
    }
}
