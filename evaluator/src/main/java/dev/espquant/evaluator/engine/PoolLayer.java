package dev.espquant.evaluator.engine;

/**
 * A pool, completely described.
 *
 * @param kind the largest element or an average
 * @param geometry sizes of one image; as many output channels as input channels, each for itself. Every window meets the image
 * @param average what becomes of a sum; without meaning for the largest element
 */
public record PoolLayer(Kind kind, ConvGeometry geometry, Average average) {
    /** What a pool makes of a window. */
    public enum Kind {
        MAX,
        AVERAGE
    }

    /** The rule of a runtime for averages. */
    @FunctionalInterface
    public interface Average {
        /**
         * The output integer.
         *
         * @param sum of the window's elements inside of the image
         * @param inside how many they are
         */
        int of(long sum, int inside);
    }
}
