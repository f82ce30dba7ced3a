package dev.espquant.evaluator.engine;

/**
 * An accumulator of a number of bits, two's complement, that saturates.
 *
 * @param min the smallest sum that it holds
 * @param max the largest sum that it holds
 */
public record Lane(long min, long max) {
    /** A lane of 1 to 64 bits. */
    public static Lane ofBits(int bits) {
        return new Lane(-1L << (bits - 1), ~(-1L << (bits - 1)));
    }

    public boolean overflows(long sum) {
        return sum < min || sum > max;
    }

    public long saturate(long sum) {
        return Math.max(min, Math.min(max, sum));
    }
}
