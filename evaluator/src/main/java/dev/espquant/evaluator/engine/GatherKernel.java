package dev.espquant.evaluator.engine;

import java.util.List;

/** A {@link GatherLayer}, element by element. */
final class GatherKernel implements LayerKernel {
    private final int[] sources;
    private final int inElements;
    private final int fill;

    GatherKernel(GatherLayer layer) {
        this.sources = layer.sources().toArray();
        this.inElements = layer.inElements();
        this.fill = layer.fill();
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        QuantizedBuffer input = inputs.get(0);
        for (int image = 0; image < images; image++) {
            int from = image * inElements;
            int to = image * sources.length;
            switch (output.storage()) {
                case BYTES -> gather(input.bytes(), from, output.bytes(), to);
                case SHORTS -> gather(input.shorts(), from, output.shorts(), to);
                default -> gather(input, from, output, to);
            }
        }
        return 0;
    }

    private void gather(byte[] from, int first, byte[] to, int at) {
        for (int i = 0; i < sources.length; i++) {
            to[at + i] = sources[i] < 0 ? (byte) fill : from[first + sources[i]];
        }
    }

    private void gather(short[] from, int first, short[] to, int at) {
        for (int i = 0; i < sources.length; i++) {
            to[at + i] = sources[i] < 0 ? (short) fill : from[first + sources[i]];
        }
    }

    private void gather(QuantizedBuffer from, int first, QuantizedBuffer to, int at) {
        for (int i = 0; i < sources.length; i++) {
            to.set(at + i, sources[i] < 0 ? fill : from.get(first + sources[i]));
        }
    }
}
