package dev.espquant.evaluator.engine;

/** Turns rows of finished sums into output integers, as a {@link SumRule} says. Immutable. */
@FunctionalInterface
public interface Requantizer {
    /**
     * Writes {@code rows * channels} outputs.
     *
     * @param sums one row of channels after the other; may be overwritten
     * @param rows how many
     * @param output receives the integers
     * @param from index of the first one
     * @param scratch memory of the calling thread
     * @return how many sums left their lane and saturated
     */
    long run(int[] sums, int rows, QuantizedBuffer output, int from, Scratch scratch);
}
