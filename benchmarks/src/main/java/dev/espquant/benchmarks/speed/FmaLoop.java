package dev.espquant.benchmarks.speed;

/**
 * Fused multiply-adds that stay in registers: every number of an array that fits the innermost cache is taken through a chain of them. The compiler
 * makes vectors of neighbours, and the processor works on several chains at once.
 */
final class FmaLoop {
    private static final int LENGTH = 4096;
    private static final int CHAIN = 16;
    private static final int REPEATS = 64;

    /** Multiply-adds of one run. */
    static final int PRODUCTS = LENGTH * CHAIN * REPEATS;

    private final float[] numbers = new float[LENGTH];

    void run() {
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            chain(numbers, 0.5f, 0.25f);
        }
        if (numbers[0] > 1) {
            throw new IllegalStateException("x/2 + 1/4 stays below 1/2");
        }
    }

    private static void chain(float[] numbers, float a, float b) {
        for (int i = 0; i < numbers.length; i++) {
            float x = numbers[i];
            x = Math.fma(x, a, b);
            x = Math.fma(x, a, b);
            x = Math.fma(x, a, b);
            x = Math.fma(x, a, b);
            x = Math.fma(x, a, b);
            x = Math.fma(x, a, b);
            x = Math.fma(x, a, b);
            x = Math.fma(x, a, b);
            x = Math.fma(x, a, b);
            x = Math.fma(x, a, b);
            x = Math.fma(x, a, b);
            x = Math.fma(x, a, b);
            x = Math.fma(x, a, b);
            x = Math.fma(x, a, b);
            x = Math.fma(x, a, b);
            numbers[i] = Math.fma(x, a, b);
        }
    }
}
