package dev.espquant.calibrator;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deals samples out to threads, batch by batch in their order. If batches fail, the failure of the first of them is the one that counts, however
 * many threads there are.
 */
final class BatchQueue {
    private final int samples;
    private final int size;
    private int next;
    private @Nullable RuntimeException failure;
    private int failed = Integer.MAX_VALUE;

    BatchQueue(int samples, int size) {
        this.samples = samples;
        this.size = size;
    }

    /** Samples {@code from} to {@code from + count - 1}. */
    record Batch(int from, int count) {}

    /** The next batch; empty if there are no more, or one has failed. */
    synchronized Optional<Batch> take() {
        if (next >= samples || failure != null) {
            return Optional.empty();
        }
        Batch batch = new Batch(next, Math.min(size, samples - next));
        next += batch.count();
        return Optional.of(batch);
    }

    synchronized void fail(Batch batch, RuntimeException why) {
        if (batch.from() < failed) {
            failed = batch.from();
            failure = why;
        }
    }

    /** Throws what the first failing batch threw; to be called when all threads are done. */
    synchronized void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }
}
