package dev.espquant.exporter;

import dev.espquant.ir.GraphException;

/**
 * How a raw value becomes the model's input: {@code (raw - mean) / deviation}, the same for every channel.
 *
 * @param mean subtracted first
 * @param deviation divides the rest; not zero
 */
public record PixelScaling(double mean, double deviation) {
    /** The raw value is the input. */
    public static final PixelScaling NONE = new PixelScaling(0, 1);

    /** {@link GraphException} for numbers that are not finite and for a deviation of 0. */
    public PixelScaling {
        if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation == 0) {
            throw GraphException.because("cannot scale by (x - " + mean + ") / " + deviation)
                    .fix("give finite numbers, the deviation not 0")
                    .buildInvalidRequest();
        }
    }

    /** The model's input for a raw value, computed in single precision as training frameworks do. */
    public float apply(float raw) {
        return (raw - (float) mean) / (float) deviation;
    }
}
