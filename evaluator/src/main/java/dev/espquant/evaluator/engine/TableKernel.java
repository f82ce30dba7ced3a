package dev.espquant.evaluator.engine;

import dev.espquant.evaluator.engine.QuantizedBuffer.Storage;
import java.util.List;

/** A {@link TableLayer} over the elements of a batch. */
final class TableKernel implements LayerKernel {
    private final int elements;
    private final int offset;
    private final byte[] bytes;
    private final short[] shorts;

    /** A table over so many elements of an image. */
    TableKernel(TableLayer layer, int elements) {
        boolean narrow = Storage.of(layer.output()) == Storage.BYTES;
        int count = layer.entries().length();
        this.elements = elements;
        this.offset = -layer.input().min();
        this.bytes = new byte[narrow ? count : 0];
        this.shorts = new short[narrow ? 0 : count];
        for (int i = 0; i < count; i++) {
            if (narrow) {
                bytes[i] = (byte) layer.entries().get(i);
            } else {
                shorts[i] = (short) layer.entries().get(i);
            }
        }
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        QuantizedBuffer input = inputs.get(0);
        int count = images * elements;
        if (output.storage() == Storage.BYTES && input.storage() == Storage.BYTES) {
            look(input.bytes(), output.bytes(), count);
        } else if (output.storage() == Storage.SHORTS && input.storage() == Storage.SHORTS) {
            look(input.shorts(), output.shorts(), count);
        } else {
            for (int i = 0; i < count; i++) {
                int index = input.get(i) + offset;
                output.set(i, output.storage() == Storage.BYTES ? bytes[index] : shorts[index]);
            }
        }
        return 0;
    }

    private void look(byte[] from, byte[] to, int count) {
        byte[] table = bytes;
        for (int i = 0; i < count; i++) {
            to[i] = table[from[i] - Byte.MIN_VALUE];
        }
    }

    private void look(short[] from, short[] to, int count) {
        short[] table = shorts;
        for (int i = 0; i < count; i++) {
            to[i] = table[from[i] - Short.MIN_VALUE];
        }
    }
}
