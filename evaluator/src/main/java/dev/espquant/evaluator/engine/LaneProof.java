package dev.espquant.evaluator.engine;

/**
 * Which output channels cannot leave their lane, whatever the input holds and in whatever order products are added: every partial sum lies between
 * the bias plus all products that can be negative and the bias plus all that can be positive.
 */
public final class LaneProof {
    private final long[] least;
    private final long[] most;
    private final boolean[] proven;

    private LaneProof(int channels) {
        this.least = new long[channels];
        this.most = new long[channels];
        this.proven = new boolean[channels];
    }

    /** The bounds of a layer whose input integers lie in a range. */
    public static LaneProof of(ConvLayer layer, int lowest, int highest) {
        int depth = layer.geometry().depth();
        LaneProof proof = new LaneProof(layer.geometry().outChannels());
        for (int channel = 0; channel < proof.proven.length; channel++) {
            long least = layer.accumulator().bias(channel);
            long most = least;
            for (int k = 0; k < depth; k++) {
                long weight = layer.weights().get(channel * depth + k);
                least += Math.min(0, Math.min(weight * lowest, weight * highest));
                most += Math.max(0, Math.max(weight * lowest, weight * highest));
            }
            Lane lane = layer.accumulator().lane(channel);
            proof.least[channel] = least;
            proof.most[channel] = most;
            proof.proven[channel] = !lane.overflows(least) && !lane.overflows(most);
        }
        return proof;
    }

    /** The bounds of a layer whose input may hold any integer of its width. */
    public static LaneProof of(ConvLayer layer) {
        return of(layer, layer.input().min(), layer.input().max());
    }

    public boolean isProven(int channel) {
        return proven[channel];
    }

    public boolean allProven() {
        for (boolean channel : proven) {
            if (!channel) {
                return false;
            }
        }
        return true;
    }

    /** The least number of bits that hold all partial sums of all channels. */
    public int bits() {
        int bits = 1;
        for (int channel = 0; channel < proven.length; channel++) {
            bits = Math.max(bits, Math.max(bits(least[channel]), bits(most[channel])));
        }
        return bits;
    }

    private static int bits(long sum) {
        return 65 - Long.numberOfLeadingZeros(sum < 0 ? ~sum : sum);
    }
}
