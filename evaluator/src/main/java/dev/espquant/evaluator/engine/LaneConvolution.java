package dev.espquant.evaluator.engine;

import dev.espquant.quant.BitWidth;
import java.util.Arrays;
import java.util.List;

/**
 * Layers whose lanes saturate at every product, in ints: all output channels of a position side by side, as a vector unit does it. The loops over channels
 * are such that the compiler makes vector instructions of them.
 */
final class LaneConvolution implements LayerKernel {
    /** A lane with one product of int8 besides stays within an int. */
    private static final int WIDEST_LANE = 30;

    private final ConvLayer layer;
    private final int[] weights;
    private final int[] start;
    private final int[] least;
    private final int[] most;

    /** The lanes of one thread, and the bits that were cut off them. */
    @SuppressWarnings("ArrayRecordComponent") // private, and written all the time
    private record Lanes(int[] sums, int[] lost) {}

    LaneConvolution(ConvLayer layer) {
        ConvGeometry geometry = layer.geometry();
        int outputs = geometry.outChannels();
        this.layer = layer;
        this.weights = new int[layer.weights().length()];
        this.start = new int[outputs];
        this.least = new int[outputs];
        this.most = new int[outputs];
        for (int n = 0; n < outputs; n++) {
            Lane lane = layer.accumulator().lane(n);
            start[n] = (int) layer.accumulator().bias(n);
            least[n] = (int) Math.max(Integer.MIN_VALUE, lane.min());
            most[n] = (int) Math.min(Integer.MAX_VALUE, lane.max());
            fill(n);
        }
    }

    private void fill(int n) {
        KernelWindow window = layer.geometry().window();
        int k = n;
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                for (int in = 0; in < layer.geometry().inPerGroup(); in++) {
                    weights[k] = layer.weight(n, row, column, in);
                    k += layer.geometry().outChannels();
                }
            }
        }
    }

    /** Whether ints hold everything: a lane is narrow and holds its bias, or no sum of its channel leaves an int. */
    static boolean covers(ConvLayer layer) {
        ConvGeometry geometry = layer.geometry();
        if (layer.input() != BitWidth.INT8 || !(geometry.groups() == 1 || geometry.isDepthwise())) {
            return false;
        }
        LaneProof proof = LaneProof.of(layer);
        for (int n = 0; n < geometry.outChannels(); n++) {
            Lane lane = layer.accumulator().lane(n);
            boolean narrow = lane.max() <= Lane.ofBits(WIDEST_LANE).max()
                    && !lane.overflows(layer.accumulator().bias(n));
            if (!narrow && !(proof.isProven(n) && proof.bits() <= Integer.SIZE)) {
                return false;
            }
        }
        return layer.accumulator().saturation() == Accumulator.Saturation.EACH_STEP;
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        long overflows = 0;
        for (int image = 0; image < images; image++) {
            overflows += image(inputs.get(0), output, image, scratch);
        }
        return overflows;
    }

    /** Computes one image of a batch; how many of its sums left their lane. */
    long image(QuantizedBuffer input, QuantizedBuffer output, int image, Scratch scratch) {
        ConvGeometry geometry = layer.geometry();
        int outputs = geometry.outChannels();
        Lanes lanes = scratch.state(this, Lanes.class, () -> new Lanes(new int[outputs], new int[outputs]));
        int[] sums = lanes.sums();
        int[] lost = lanes.lost();
        long overflows = 0;
        for (int position = 0; position < geometry.positions(); position++) {
            System.arraycopy(start, 0, sums, 0, outputs);
            Arrays.fill(lost, 0);
            sum(input.bytes(), image * geometry.inElements(), position, sums, lost);
            int at = (image * geometry.positions() + position) * outputs;
            for (int n = 0; n < outputs; n++) {
                overflows += lost[n] == 0 ? 0 : 1;
                output.set(at + n, layer.epilogue().apply(sums[n], n));
            }
        }
        return overflows;
    }

    private void sum(byte[] input, int from, int position, int[] sums, int[] lost) {
        ConvGeometry geometry = layer.geometry();
        KernelWindow window = geometry.window();
        for (int row = 0; row < window.height(); row++) {
            int y = window.inputRow(position / geometry.outWidth(), row);
            for (int column = 0; column < window.width(); column++) {
                int x = window.inputColumn(position % geometry.outWidth(), column);
                if (y >= 0 && y < geometry.inHeight() && x >= 0 && x < geometry.inWidth()) {
                    int pixel = from + (y * geometry.inWidth() + x) * geometry.inChannels();
                    tap(input, pixel, row * window.width() + column, sums, lost);
                }
            }
        }
    }

    private void tap(byte[] input, int pixel, int tap, int[] sums, int[] lost) {
        int channels = layer.geometry().inChannels();
        if (layer.geometry().groups() > 1) {
            each(input, pixel, tap * sums.length, sums, lost);
            return;
        }
        for (int c = 0; c < channels; c++) {
            all(input[pixel + c], (tap * channels + c) * sums.length, sums, lost);
        }
    }

    /** One input element for all output channels. */
    private void all(int x, int offset, int[] sums, int[] lost) {
        for (int n = 0; n < sums.length; n++) {
            int sum = sums[n] + x * weights[offset + n];
            int cut = Math.max(least[n], Math.min(most[n], sum));
            lost[n] |= sum ^ cut;
            sums[n] = cut;
        }
    }

    /** An input element for each output channel. */
    private void each(byte[] input, int pixel, int offset, int[] sums, int[] lost) {
        for (int n = 0; n < sums.length; n++) {
            int sum = sums[n] + input[pixel + n] * weights[offset + n];
            int cut = Math.max(least[n], Math.min(most[n], sum));
            lost[n] |= sum ^ cut;
            sums[n] = cut;
        }
    }
}
