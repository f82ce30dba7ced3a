package dev.espquant.evaluator.engine;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;

/**
 * How products are summed.
 *
 * @param laneBits width of the saturating lane that holds a sum: one for all output channels, or one for each (a chip may sum left-over channels
 *     elsewhere)
 * @param saturation when the lane saturates
 * @param bias what the lane holds before the first product, at the products' exponent: one for each output channel, or none (ESP-DL 1.x adds its
 *     bias after the shift: {@link Stage#bias})
 */
public record Accumulator(ImmutableIntArray laneBits, Saturation saturation, ImmutableLongArray bias) {
    /** When a sum that does not fit its lane is cut. */
    public enum Saturation {
        /** Once, when all products have been added without loss: ESP-DL 1.x as the vendor's evaluator computes it. */
        FINAL_SUM,
        /** After every product, rows before columns before input channels: ESP-DL 3.x on chips with narrow lanes. */
        EACH_STEP
    }

    public Accumulator {
        if (laneBits.isEmpty()) {
            throw new IllegalArgumentException("an accumulator has a width");
        }
    }

    /** Lanes of one width that saturate the final sum, without bias. */
    public static Accumulator finalSum(int laneBits) {
        return new Accumulator(ImmutableIntArray.of(laneBits), Saturation.FINAL_SUM, ImmutableLongArray.of());
    }

    /** The lane of an output channel. */
    public Lane lane(int channel) {
        return Lane.ofBits(laneBits.get(laneBits.length() == 1 ? 0 : channel));
    }

    /** What the lane of an output channel holds at first. */
    public long bias(int channel) {
        return bias.isEmpty() ? 0 : bias.get(channel);
    }
}
