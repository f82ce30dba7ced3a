package dev.espquant.evaluator.data;

import dev.espquant.ir.GraphException;

/**
 * What happens to a stored number before the model sees it: {@code (x - mean) / std}, in float32 step by step, as the scripts that trained
 * the model and the code on a chip do it.
 */
public record Preprocessing(float mean, float std) {
    /** The stored numbers themselves. */
    public static final Preprocessing NONE = new Preprocessing(0, 1);

    public Preprocessing {
        if (!Float.isFinite(mean) || !Float.isFinite(std) || std == 0) {
            throw GraphException.because("samples cannot be normalized with mean " + mean + " and std " + std)
                    .fix("give finite numbers, and a std other than 0")
                    .buildInvalidRequest();
        }
    }

    public boolean isNone() {
        return mean == 0 && std == 1;
    }

    /** Replaces values in place. */
    void apply(float[] values, int from, int count) {
        if (isNone()) {
            return;
        }
        for (int i = from; i < from + count; i++) {
            values[i] = (values[i] - mean) / std;
        }
    }
}
