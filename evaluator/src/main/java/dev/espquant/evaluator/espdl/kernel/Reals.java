package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.Rounding;

/** Functions of C's math library in float32, and the reading of elements as real numbers. */
final class Reals {
    private Reals() {}

    /** An element's real value: a float as it is, an integer times {@code 2^exponent}. */
    static float of(EspdlArray array, int i) {
        return array.isReal() ? array.real(i) : array.real(i) * Rounding.power(array.exponent());
    }

    /** {@code expf}, to the nearest float32. */
    static float exp(float x) {
        return (float) StrictMath.exp(x);
    }

    /** {@code logf}, to the nearest float32. */
    static float log(float x) {
        return (float) StrictMath.log(x);
    }

    /** ESP-DL's sigmoid: {@code expf} in float32, the rest in double precision. */
    static float sigmoid(float x) {
        return (float) (1.0 / (1.0 + exp(-x)));
    }

    /** ESP-DL's hyperbolic tangent, made of its sigmoid in float32. */
    static float tanh(float x) {
        return 2 * sigmoid(2 * x) - 1;
    }

    /** ESP-DL's square root: Newton's steps until two agree to 0.00001. */
    static float sqrtNewton(float x) {
        if (x == 0 || Float.isNaN(x) || x < 0) {
            return x == 0 ? 0 : Float.NaN;
        }
        float result = x;
        float last;
        int steps = 0;
        do {
            last = result;
            result = (float) ((last + x / last) * 0.5);
            steps++;
        } while (Math.abs(result - last) > 0.00001f && steps < 200);
        return result;
    }

    /** The inverse square root that ESP-DL's norms use: a guess from the bits of the number and one Newton step. */
    static float fastInverseSqrt(float x) {
        float half = 0.5f * x;
        float guess = Float.intBitsToFloat(0x5f375a86 - (Float.floatToRawIntBits(x) >> 1));
        return guess * (1.5f - half * guess * guess);
    }
}
