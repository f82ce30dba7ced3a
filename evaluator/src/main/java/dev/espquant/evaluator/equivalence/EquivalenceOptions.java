package dev.espquant.evaluator.equivalence;

/**
 * How two models are compared.
 *
 * @param runs how many inputs are drawn
 * @param seed what they are drawn from; equal seeds give equal inputs on every machine
 * @param tolerance how far an output may be off, as a part of the range of its values
 */
public record EquivalenceOptions(int runs, long seed, double tolerance) {
    /** Two runs, 1e-4 of the range. */
    public static final EquivalenceOptions DEFAULT = new EquivalenceOptions(2, 0, 1e-4);

    public EquivalenceOptions {
        if (runs < 1 || !(tolerance >= 0)) {
            throw new IllegalArgumentException("at least one run and a tolerance of at least 0 are needed");
        }
    }

    public EquivalenceOptions withRuns(int newRuns) {
        return new EquivalenceOptions(newRuns, seed, tolerance);
    }

    public EquivalenceOptions withTolerance(double newTolerance) {
        return new EquivalenceOptions(runs, seed, newTolerance);
    }
}
