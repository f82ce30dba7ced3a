package dev.espquant.evaluator.kernel;

/** An accumulator of a number of bits, two's complement, that saturates. */
record Lane(long min, long max) {
    static Lane ofBits(int bits) {
        return new Lane(-1L << (bits - 1), ~(-1L << (bits - 1)));
    }

    boolean overflows(long sum) {
        return sum < min || sum > max;
    }

    long saturate(long sum) {
        return Math.max(min, Math.min(max, sum));
    }
}
