package dev.espquant.benchmarks.models;

import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import java.util.Random;

/**
 * Weights drawn from a fixed seed. {@link Random#nextFloat} is defined bit by bit by its documentation, and nothing but products, quotients and
 * a square root follows, so every Java runtime draws the same.
 */
final class RandomWeights {
    private static final long SEED = 42;

    private final Random random = new Random(SEED);

    /**
     * Weights that keep the mean square of what flows through a network, after He et al., "Delving deep into rectifiers" (2015): a variance of
     * {@code 1 / fanIn}, or twice that behind a rectifier. A uniform distribution up to {@code a} has the variance {@code a^2 / 3}.
     *
     * @param fanIn number of products in one sum
     * @param rectified whether the inputs have lost their negative half
     */
    Tensor uniform(int fanIn, boolean rectified, long... sizes) {
        float limit = (float) Math.sqrt((rectified ? 6.0 : 3.0) / fanIn);
        return between(-limit, limit, sizes);
    }

    /** Numbers from {@code low} up to {@code high}. */
    Tensor between(float low, float high, long... sizes) {
        float[] values = new float[Math.toIntExact(Shape.elementCount(sizes))];
        for (int i = 0; i < values.length; i++) {
            values[i] = low + (high - low) * random.nextFloat();
        }
        return Tensor.ofFloats(sizes, values);
    }
}
