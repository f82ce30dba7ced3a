package dev.espquant.calibrator;

import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.evaluator.onnxruntime.ValueStream;
import dev.espquant.ir.GraphException;
import java.nio.FloatBuffer;

/** Cuts values into pieces that fit into a processor's nearest memory, makes sure that they are finite, and hands them to a visitor. */
final class ValuePieces implements ValueStream.Sink {
    private static final int PIECE = 4096;

    private final SampleSource samples;
    private final Visitor visitor;
    private final float[] piece = new float[PIECE];
    private BatchQueue.Batch batch = new BatchQueue.Batch(0, 0);

    ValuePieces(SampleSource samples, Visitor visitor) {
        this.samples = samples;
        this.visitor = visitor;
    }

    /** Says which samples the values belong to. */
    void begin(BatchQueue.Batch next) {
        batch = next;
    }

    @Override
    public void values(String value, FloatBuffer elements) {
        int total = elements.limit();
        for (int from = 0; from < total; from += PIECE) {
            int count = Math.min(PIECE, total - from);
            elements.get(from, piece, 0, count);
            ValueRange range = ValueRange.of(piece, count);
            if (!range.isFinite()) {
                throw notFinite(value, from, count, total);
            }
            visitor.piece(value, Observation.of(piece, count, range));
        }
    }

    @Override
    public void maximum(String value, float maximum) {
        visitor.maximum(value, maximum);
    }

    private GraphException notFinite(String value, int from, int count, int total) {
        int bad = 0;
        while (bad < count - 1 && Float.isFinite(piece[bad])) {
            bad++;
        }
        boolean perSample = total % batch.count() == 0;
        String where = perSample
                ? "calibration sample " + (batch.from() + (from + bad) / (total / batch.count()))
                : "calibration samples " + batch.from() + " to " + (batch.from() + batch.count() - 1);
        boolean given = samples.sampleSizes().containsKey(value);
        return GraphException.because("it holds " + piece[bad] + " in " + where + " (counted from 0)")
                .value(value)
                .fix(
                        given
                                ? "mend the data or leave the sample out"
                                : "the samples are finite, the model itself computes this: check its weights, and that the samples are"
                                        + " scaled as in training")
                .build();
    }
}
