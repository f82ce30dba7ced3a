package dev.espquant.evaluator.engine;

import java.util.Arrays;
import java.util.List;

/** A pool, position by position, all channels at once. */
final class PoolKernel implements LayerKernel {
    private final PoolLayer layer;
    private final Bodies bodies;

    PoolKernel(PoolLayer layer, Bodies bodies) {
        this.layer = layer;
        this.bodies = bodies;
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        ConvGeometry geometry = layer.geometry();
        int[] row = scratch.ints(Scratch.Purpose.SUMS, geometry.inChannels());
        for (int image = 0; image < images; image++) {
            for (int position = 0; position < geometry.positions(); position++) {
                int inside = window(inputs.get(0), image, position, row);
                int to = (image * geometry.positions() + position) * geometry.outChannels();
                for (int channel = 0; channel < geometry.outChannels(); channel++) {
                    output.set(
                            to + channel,
                            layer.kind() == PoolLayer.Kind.MAX
                                    ? row[channel]
                                    : layer.average().of(row[channel], inside));
                }
            }
        }
        return 0;
    }

    /** Gathers a window into one row of channels; the number of its elements inside of the image. */
    private int window(QuantizedBuffer input, int image, int position, int[] row) {
        ConvGeometry geometry = layer.geometry();
        KernelWindow window = geometry.window();
        int channels = geometry.inChannels();
        boolean max = layer.kind() == PoolLayer.Kind.MAX;
        Arrays.fill(row, 0, channels, max ? Integer.MIN_VALUE : 0);
        int inside = 0;
        for (int y = 0; y < window.height(); y++) {
            int inRow = window.inputRow(position / geometry.outWidth(), y);
            for (int x = 0; x < window.width(); x++) {
                int inColumn = window.inputColumn(position % geometry.outWidth(), x);
                if (inRow >= 0 && inRow < geometry.inHeight() && inColumn >= 0 && inColumn < geometry.inWidth()) {
                    int from = ((image * geometry.inHeight() + inRow) * geometry.inWidth() + inColumn) * channels;
                    if (max) {
                        bodies.max(input, from, row, channels);
                    } else {
                        bodies.add(input, from, row, channels);
                    }
                    inside++;
                }
            }
        }
        return inside;
    }
}
