package dev.espquant.evaluator.engine;

/** Joins the sums of an int16 product's bytes ({@link PlaneWeights}) and turns them into output integers. Immutable. */
@FunctionalInterface
public interface PlaneRequantizer {
    /**
     * Writes {@code rows * channels} outputs.
     *
     * @param products {@code 2 * rows} rows of {@code 2 * channels} sums: first those of upper input bytes, then those of lower ones
     * @param rows how many
     * @param output receives the integers
     * @param from index of the first one
     * @return how many sums left their lane and saturated
     */
    long run(int[] products, int rows, QuantizedBuffer output, int from);
}
