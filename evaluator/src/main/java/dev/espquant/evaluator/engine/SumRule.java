package dev.espquant.evaluator.engine;

/**
 * What happens to the finished sums of a layer, channel by channel: the accumulator's bias, its lane (once), the epilogue. Products were summed
 * without loss.
 *
 * @param channels output channels: sums come in rows of so many
 * @param accumulator bias and lane of a sum
 * @param sumBits bits that surely hold every sum, bias included, of every channel: a lane that is not narrower needs no look
 * @param epilogue from sums to outputs
 */
public record SumRule(int channels, Accumulator accumulator, int sumBits, Epilogue epilogue) {
    /** The rule of a layer whose input may hold any integer of its width. */
    public static SumRule of(ConvLayer layer) {
        int bits = LaneProof.of(layer).bits();
        return new SumRule(layer.geometry().outChannels(), layer.accumulator(), bits, layer.epilogue());
    }

    /** Whether no sum can leave its lane. */
    public boolean isProven() {
        return sumBits <= narrowestLane();
    }

    /** The width of the narrowest lane. */
    public int narrowestLane() {
        return accumulator.laneBits().stream().min().orElseThrow();
    }

    /** The width of the widest lane. */
    public int widestLane() {
        return accumulator.laneBits().stream().max().orElseThrow();
    }
}
