package dev.espquant.evaluator.onnxruntime;

import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Feeds a model whose batch dimension is a number with as many samples at a time, and puts the pieces together again. A last piece that is too
 * small is filled up with copies of its last sample, whose results are dropped.
 */
final class FixedBatch {
    private FixedBatch() {}

    /** The batch size that the inputs of a model prescribe; empty if any is welcome. */
    static OptionalInt of(Graph graph) {
        long[] sizes = graph.inputs().stream()
                .map(ValueInfo::name)
                .flatMap(name -> graph.shape(name).stream())
                .filter(shape -> shape.rank() > 0 && shape.dimension(0) instanceof Dimension.Fixed)
                .mapToLong(shape -> ((Dimension.Fixed) shape.dimension(0)).size())
                .distinct()
                .toArray();
        if (sizes.length > 1 || (sizes.length == 1 && (sizes[0] < 1 || sizes[0] > Integer.MAX_VALUE))) {
            throw GraphException.because("its inputs have the batch sizes " + Arrays.toString(sizes))
                    .fix("export the model with one batch size for all inputs, or a symbolic one")
                    .build();
        }
        return sizes.length == 0 ? OptionalInt.empty() : OptionalInt.of((int) sizes[0]);
    }

    /** Samples {@code from} on, exactly {@code batch} of them. */
    static FloatTensor piece(FloatTensor input, int from, int batch) {
        int length = input.sampleLength();
        int samples = (int) input.size(0);
        float[] values = new float[Math.multiplyExact(batch, length)];
        for (int i = 0; i < batch; i++) {
            int sample = Math.min(from + i, samples - 1);
            System.arraycopy(input.values(), sample * length, values, i * length, length);
        }
        return FloatTensor.of(SampleSource.withBatch(batch, SampleSource.withoutBatch(input.sizes())), values);
    }

    /** Joins results along their first dimension; a scalar per piece becomes a vector. */
    static FloatTensor join(String value, List<FloatTensor> pieces, int samples, int batch) {
        long[] first = rows(pieces.get(0));
        long rowsPerPiece = first[0];
        int missing = pieces.size() * batch - samples;
        if (missing > 0 && rowsPerPiece % batch != 0) {
            throw GraphException.because(
                            "the model takes " + batch + " samples at once and this value does not tell them"
                                    + " apart, but the " + samples + " samples are no multiple of that")
                    .value(value)
                    .fix("give a multiple of " + batch + " samples")
                    .build();
        }
        long rows = rowsPerPiece * pieces.size() - missing * (rowsPerPiece / batch);
        long[] sizes = first.clone();
        sizes[0] = rows;
        float[] values = new float[Math.toIntExact(Shape.elementCount(sizes))];
        int at = 0;
        for (FloatTensor piece : pieces) {
            if (!Arrays.equals(rows(piece), first)) {
                throw GraphException.because("its shape depends on the sample: " + piece + " after " + pieces.get(0))
                        .value(value)
                        .fix("models whose shapes depend on the data cannot be quantized for a chip")
                        .build();
            }
            int count = Math.min(piece.elementCount(), values.length - at);
            System.arraycopy(piece.values(), 0, values, at, count);
            at += count;
        }
        return FloatTensor.of(sizes, values);
    }

    private static long[] rows(FloatTensor piece) {
        return piece.rank() == 0 ? new long[] {1} : piece.sizes();
    }

    /** The shape that an input must have, if it is known, for comparison with what is fed. */
    static Optional<Shape> sampleShape(Graph graph, String input) {
        return graph.shape(input)
                .filter(shape -> shape.rank() > 0)
                .map(shape -> Shape.of(shape.dimensions().subList(1, shape.rank())));
    }
}
