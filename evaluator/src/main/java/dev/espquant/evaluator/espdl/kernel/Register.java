package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.target.espdl3.Accumulator;

/** One register in the course of a sum. */
final class Register {
    private final Accumulator accumulator;
    private long value;
    private boolean overflowed;

    /** It holds the bias at first. */
    Register(Accumulator accumulator, long bias) {
        this.accumulator = accumulator;
        add(bias);
    }

    void add(long product) {
        long sum = value + product;
        overflowed |= !accumulator.holds(sum);
        value = accumulator.keep(sum);
    }

    long value() {
        return value;
    }

    /** Whether a sum left it on the way. */
    boolean overflowed() {
        return overflowed;
    }
}
