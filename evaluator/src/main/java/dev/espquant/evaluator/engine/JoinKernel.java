package dev.espquant.evaluator.engine;

import com.google.common.primitives.ImmutableIntArray;
import java.util.List;

/** Values of one kind one behind the other: a concatenation along any axis. */
final class JoinKernel implements LayerKernel {
    private final int outer;
    private final ImmutableIntArray lengths;

    /** The first piece of every input, then the second of every input, {@code outer} times. */
    JoinKernel(int outer, ImmutableIntArray lengths) {
        this.outer = outer;
        this.lengths = lengths;
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        int row = lengths.stream().sum();
        int first = 0;
        for (int i = 0; i < inputs.size(); i++) {
            Object from = inputs.get(i).array();
            int length = lengths.get(i);
            for (int piece = 0; piece < images * outer; piece++) {
                System.arraycopy(from, piece * length, output.array(), piece * row + first, length);
            }
            first += length;
        }
        return 0;
    }
}
