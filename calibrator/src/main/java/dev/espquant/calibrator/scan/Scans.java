package dev.espquant.calibrator.scan;

import dev.espquant.evaluator.vector.VectorLoader;

/**
 * Loops over the first elements of an array, none of them longer than the arrays that take the results. Plain bodies, and the specification of
 * any faster ones.
 */
public class Scans {
    private static final String VECTOR_SCANS = "dev.espquant.calibrator.scan.simd.VectorScans";

    /** The fastest bodies that this Java runtime can run: in vector instructions where it was started with their module. */
    public static Scans best() {
        return Best.SCANS;
    }

    /** What runs, for reports. */
    public String name() {
        return "scalar";
    }

    /** Elements of a vector; 1 without vectors. */
    public int lanes() {
        return 1;
    }

    /**
     * The smallest and the largest value.
     *
     * @param range gets both: infinities the wrong way round if there are no values, NaN if there is one among them, no negative zero
     */
    public void range(float[] values, int count, float[] range) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        range[0] = min + 0f;
        range[1] = max + 0f;
    }

    /**
     * The smallest magnitude.
     *
     * @param values without NaN
     */
    public float smallestMagnitude(float[] values, int count) {
        float smallest = Float.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            smallest = Math.min(smallest, Math.abs(values[i]));
        }
        return smallest;
    }

    /** How many values are zero, of either sign. */
    public int zeros(float[] values, int count) {
        int zeros = 0;
        for (int i = 0; i < count; i++) {
            zeros += values[i] == 0 ? 1 : 0;
        }
        return zeros;
    }

    /** How many values lie beyond a limit: are larger than one that is not negative, smaller than one that is. */
    public int beyond(float[] values, int count, float limit) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            found += isBeyond(values[i], limit) ? 1 : 0;
        }
        return found;
    }

    protected static boolean isBeyond(float value, float limit) {
        return limit < 0 ? value < limit : value > limit;
    }

    /**
     * Picks out magnitudes above a limit, as float32 patterns, in their order.
     *
     * @param limit pattern of a magnitude
     * @param patterns as long as the values are many, at least; what lies behind those found means nothing
     * @return how many there are
     */
    public int above(float[] values, int count, int limit, int[] patterns) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            int pattern = Float.floatToRawIntBits(values[i]) & Integer.MAX_VALUE;
            if (pattern > limit) {
                patterns[found++] = pattern;
            }
        }
        return found;
    }

    /**
     * The bins of magnitudes: {@code |x| * count / max} in float32, step by step, cut to an integer, and at most the last bin.
     *
     * @param bins how many; a power of two up to 2^20
     */
    public void magnitudeBins(float[] values, int count, float max, int bins, int[] result) {
        for (int i = 0; i < count; i++) {
            result[i] = Math.min((int) (Math.abs(values[i]) * bins / max), bins - 1);
        }
    }

    /** The bins of values that do not lie outside them. */
    public void equalWidthBins(float[] values, int count, EqualWidthBins bins, int[] result) {
        for (int i = 0; i < count; i++) {
            result[i] = bins.of(values[i]);
        }
    }

    private static final class Best {
        private static final Scans SCANS = VectorLoader.load(Scans.class, VECTOR_SCANS, Scans::new);
    }
}
