package dev.espquant.calibrator;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Helps tests with float arrays. */
public final class Floats {
    private Floats() {}

    public static float[] concat(float[]... parts) {
        return com.google.common.primitives.Floats.concat(parts);
    }

    /** Cuts an array at pseudo-random places, empty parts included. */
    public static List<float[]> cut(float[] values, int parts, Random random) {
        int[] cuts = random.ints(parts - 1, 0, values.length + 1).sorted().toArray();
        return IntStream.range(0, parts)
                .mapToObj(i ->
                        Arrays.copyOfRange(values, i == 0 ? 0 : cuts[i - 1], i == parts - 1 ? values.length : cuts[i]))
                .toList();
    }

    /** Normally distributed numbers. */
    public static float[] normal(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** What a Relu leaves of values. */
    public static float[] relu(float... values) {
        float[] result = values.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.max(result[i], 0);
        }
        return result;
    }
}
