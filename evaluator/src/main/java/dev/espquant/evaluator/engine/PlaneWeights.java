package dev.espquant.evaluator.engine;

import java.util.Optional;

/**
 * int16 weights as two matrices of bytes side by side, so that an exact int16 product is one product of bytes. With {@code x = 256 h + l + 128}, h and l
 * the input's upper and lower byte less 128, and {@code w = 256 u + v}, u and v signed bytes:
 *
 * <pre>{@code sum(x w) = 65536 sum(h u) + 256 (sum(h v) + sum(l u)) + sum(l v) + 128 sum(w)}</pre>
 *
 * <p>A weight of 32640 or more has no such u. Where an output channel has one, all its weights are negated, if that helps, and so is its sum.
 *
 * @see PlaneRequantizer
 */
final class PlaneWeights {
    /** Beyond this, {@code w - v} is not a signed byte times 256. */
    private static final int LARGEST = 127 * 256 + 127;

    private final byte[] bytes;
    private final long[] constants;
    private final boolean[] negated;

    private PlaneWeights(int elements, int channels) {
        this.bytes = new byte[2 * elements];
        this.constants = new long[channels];
        this.negated = new boolean[channels];
    }

    /** The matrix {@code [kernel row, kernel column, input channel][u of all output channels, then v]}; empty if a channel has no such bytes. */
    static Optional<PlaneWeights> of(ConvLayer layer) {
        ConvGeometry geometry = layer.geometry();
        int channels = geometry.outChannels();
        PlaneWeights weights = new PlaneWeights(layer.weights().length(), channels);
        for (int channel = 0; channel < channels; channel++) {
            int least = 0;
            int most = 0;
            for (int k = 0; k < geometry.depth(); k++) {
                int weight = layer.weights().get(channel * geometry.depth() + k);
                least = Math.min(least, weight);
                most = Math.max(most, weight);
            }
            weights.negated[channel] = most > LARGEST;
            if (most > LARGEST && -least > LARGEST) {
                return Optional.empty();
            }
            weights.fill(layer, channel);
        }
        return Optional.of(weights);
    }

    private void fill(ConvLayer layer, int channel) {
        ConvGeometry geometry = layer.geometry();
        KernelWindow window = geometry.window();
        int channels = geometry.outChannels();
        int k = 0;
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                for (int in = 0; in < geometry.inChannels(); in++, k++) {
                    int weight = layer.weight(channel, row, column, in);
                    int signed = negated[channel] ? -weight : weight;
                    byte lower = (byte) signed;
                    bytes[k * 2 * channels + channel] = (byte) ((signed - lower) >> Byte.SIZE);
                    bytes[k * 2 * channels + channels + channel] = lower;
                    constants[channel] += (long) MatrixProduct.OFFSET * signed;
                }
            }
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** {@code 128 sum(w)} of each output channel, of negated weights where it is. */
    long[] constants() {
        return constants;
    }

    /** Whether a channel's products have the other sign. */
    boolean isNegated(int channel) {
        return negated[channel];
    }
}
