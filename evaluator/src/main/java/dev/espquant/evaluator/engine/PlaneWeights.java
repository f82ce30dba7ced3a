package dev.espquant.evaluator.engine;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * int16 weights as two matrices of bytes side by side, so that an exact int16 product is one product of bytes. With {@code x = 256 h + l + 128}, h and l
 * the input's upper and lower byte less 128, and {@code w = 256 u + v}, u and v signed bytes:
 *
 * <pre>{@code sum(x w) = 65536 sum(h u) + 256 (sum(h v) + sum(l u)) + sum(l v) + 128 sum(w)}</pre>
 *
 * <p>A weight of 32640 or more has no such u. Where an output channel has one, all its weights are negated, if that helps, and so is its sum. Where it
 * does not, because there are such weights of both signs, what is beyond 32639 goes, negated, into a column of its own behind all others, whose sums are
 * subtracted from those of v.
 *
 * @see PlaneRequantizer
 */
final class PlaneWeights {
    /** Beyond this, {@code w - v} is not a signed byte times 256. */
    private static final int LARGEST = 127 * 256 + 127;

    private final byte[] bytes;
    private final long[] constants;
    private final boolean[] negated;
    private final int[] beyond;
    private final int columns;

    private PlaneWeights(int depth, int channels, int[] beyond) {
        this.columns = 2 * channels + beyond.length;
        this.bytes = new byte[depth * columns];
        this.constants = new long[channels];
        this.negated = new boolean[channels];
        this.beyond = beyond;
    }

    /** The matrix {@code [kernel row, kernel column, input channel][u of all output channels, then v, then what is beyond them]}. */
    static PlaneWeights of(ConvLayer layer) {
        ConvGeometry geometry = layer.geometry();
        int channels = geometry.outChannels();
        int[] beyond = IntStream.range(0, channels)
                .filter(channel -> most(layer, channel, 1) > LARGEST && most(layer, channel, -1) > LARGEST)
                .toArray();
        PlaneWeights weights = new PlaneWeights(geometry.depth(), channels, beyond);
        for (int channel = 0; channel < channels; channel++) {
            weights.negated[channel] = most(layer, channel, 1) > LARGEST && most(layer, channel, -1) <= LARGEST;
            weights.fill(layer, channel);
        }
        return weights;
    }

    /** The largest weight of an output channel, all taken with a sign. */
    private static int most(ConvLayer layer, int channel, int sign) {
        int depth = layer.geometry().depth();
        int most = 0;
        for (int k = channel * depth; k < (channel + 1) * depth; k++) {
            most = Math.max(most, sign * layer.weights().get(k));
        }
        return most;
    }

    private void fill(ConvLayer layer, int channel) {
        ConvGeometry geometry = layer.geometry();
        KernelWindow window = geometry.window();
        int channels = geometry.outChannels();
        int extra = Arrays.binarySearch(beyond, channel);
        int k = 0;
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                for (int in = 0; in < geometry.inChannels(); in++, k++) {
                    int weight = layer.weight(channel, row, column, in);
                    int signed = negated[channel] ? -weight : weight;
                    int held = Math.min(signed, LARGEST);
                    byte lower = (byte) held;
                    bytes[k * columns + channel] = (byte) ((held - lower) >> Byte.SIZE);
                    bytes[k * columns + channels + channel] = lower;
                    if (extra >= 0) {
                        bytes[k * columns + 2 * channels + extra] = (byte) (held - signed);
                    }
                    constants[channel] += (long) MatrixProduct.OFFSET * signed;
                }
            }
        }
    }

    /** Columns of the matrix. */
    int columns() {
        return columns;
    }

    /** Brings sums into rows of u and v alone, whatever is beyond them included. */
    void fold(int[] sums, int rows) {
        if (beyond.length == 0) {
            return;
        }
        int channels = constants.length;
        for (int row = 0; row < rows; row++) {
            int from = row * columns;
            for (int i = 0; i < beyond.length; i++) {
                sums[from + channels + beyond[i]] -= sums[from + 2 * channels + i];
            }
            System.arraycopy(sums, from, sums, row * 2 * channels, 2 * channels);
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
