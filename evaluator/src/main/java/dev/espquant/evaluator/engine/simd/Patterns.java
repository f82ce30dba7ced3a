package dev.espquant.evaluator.engine.simd;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;

/** Numbers of channels, repeated until whole vectors hold whole rows: what lies beside a run of rows of channels. */
final class Patterns {
    /** Where repeating would take more than this, a run is one row. */
    private static final int LONGEST = 4096;

    /** Shorter runs are repeated, so that a pass over one is worth its call. */
    private static final int SHORTEST = 512;

    private Patterns() {}

    /** Elements in one run: a multiple of the channels, and of the lanes where that is not too long. */
    static int run(int channels, int lanes) {
        int run = channels;
        while (run % lanes != 0 && run < LONGEST) {
            run += channels;
        }
        return run % lanes == 0 ? run * Math.max(1, SHORTEST / run) : channels;
    }

    /** One number, or one for each channel, over so many elements. */
    static int[] of(ImmutableIntArray numbers, int channels, int elements) {
        int[] pattern = new int[elements];
        for (int i = 0; i < elements; i++) {
            pattern[i] = numbers.get(numbers.length() == 1 ? 0 : i % channels);
        }
        return pattern;
    }

    /** Biases that fit an int; zeros for none. */
    static int[] of(ImmutableLongArray numbers, int channels, int elements) {
        int[] pattern = new int[elements];
        for (int i = 0; i < elements && !numbers.isEmpty(); i++) {
            pattern[i] = Math.toIntExact(numbers.get(numbers.length() == 1 ? 0 : i % channels));
        }
        return pattern;
    }
}
