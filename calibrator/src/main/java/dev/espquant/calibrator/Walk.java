package dev.espquant.calibrator;

import com.google.common.collect.ImmutableList;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.evaluator.onnxruntime.ValueStream;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Walks the samples through the float model, batch by batch, on several threads. Each thread has a {@link Visitor} of its own, which sees the
 * values of some of the batches; what the visitors collect must not depend on which. Memory is needed for one batch per thread.
 */
final class Walk {
    /**
     * Floats of one batch over all values of the model. Fewer make the fixed costs of a run weigh in; with more, values are no longer in near
     * memory when they are looked at, and the pages of new memory cost more than the first runs.
     */
    private static final long FLOATS_PER_BATCH = 1 << 21;

    private static final int LARGEST_BATCH = 64;

    private final Model model;
    private final SampleSource samples;
    private final CalibrationOptions options;
    private final int batchSize;
    private final @Nullable String[] hashes;

    Walk(Model model, SampleSource samples, CalibrationOptions options) {
        this.model = model;
        this.samples = samples;
        this.options = options;
        this.batchSize = batchSize(model.graph(), options.batchSize());
        this.hashes = new String[samples.count()];
    }

    private static int batchSize(Graph graph, int wanted) {
        OptionalInt fixed = ValueStream.fixedBatch(graph);
        if (fixed.isPresent() || wanted > 0) {
            return fixed.orElse(wanted);
        }
        long floats = 0;
        for (Node node : graph.nodes()) {
            floats += graph.shape(node.output()).map(Walk::sampleElements).orElse(FLOATS_PER_BATCH);
        }
        return (int) Math.max(1, Math.min(LARGEST_BATCH, FLOATS_PER_BATCH / Math.max(1, floats)));
    }

    /** Elements per sample: the sizes behind the batch dimension, multiplied; what is not known counts as much. */
    static long sampleElements(Shape shape) {
        long elements = 1;
        for (Dimension dimension : shape.dimensions().subList(Math.min(1, shape.rank()), shape.rank())) {
            if (!(dimension instanceof Dimension.Fixed fixed)) {
                return FLOATS_PER_BATCH;
            }
            elements *= fixed.size();
        }
        return elements;
    }

    /**
     * Shows values to visitors.
     *
     * @param values to be shown whole
     * @param maxima values of which the largest element is enough
     * @return the visitors, one per thread
     */
    <V extends Visitor> ImmutableList<V> each(
            Collection<String> values, Collection<String> maxima, Supplier<V> visitors) {
        if (values.isEmpty() && maxima.isEmpty()) {
            return ImmutableList.of();
        }
        BatchQueue queue = new BatchQueue(samples.count(), batchSize);
        int threads = threads();
        List<V> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(visitors.get());
        }
        try (ValueStream stream = ValueStream.open(model, samples, values, maxima, options.executor())) {
            if (threads == 1) {
                work(stream, queue, all.get(0));
            } else {
                ForkJoinPool pool = new ForkJoinPool(threads);
                try {
                    all.stream()
                            .map(visitor -> pool.submit(() -> work(stream, queue, visitor)))
                            .toList()
                            .forEach(task -> task.join());
                } finally {
                    pool.shutdown();
                }
            }
        }
        queue.rethrow();
        return ImmutableList.copyOf(all);
    }

    private int threads() {
        int wanted = options.executor().threads();
        int available = wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
        return Math.min(available, (samples.count() + batchSize - 1) / batchSize);
    }

    private void work(ValueStream stream, BatchQueue queue, Visitor visitor) {
        try (ValueStream.Lane lane = stream.lane()) {
            ValuePieces pieces = new ValuePieces(samples, visitor);
            for (BatchQueue.Batch batch = queue.take().orElse(null);
                    batch != null;
                    batch = queue.take().orElse(null)) {
                try {
                    pieces.begin(batch);
                    lane.run(batch.from(), batch.count(), pieces);
                    hash(lane, batch);
                } catch (RuntimeException e) {
                    queue.fail(batch, e);
                }
            }
        }
    }

    private void hash(ValueStream.Lane lane, BatchQueue.Batch batch) {
        for (int i = 0; i < batch.count(); i++) {
            if (hashes[batch.from() + i] == null) {
                hashes[batch.from() + i] = lane.contentHash(i);
            }
        }
    }

    /** The content hashes of all samples. */
    ImmutableList<String> hashes() {
        ImmutableList.Builder<String> all = ImmutableList.builder();
        for (int i = 0; i < hashes.length; i++) {
            String hash = hashes[i];
            all.add(hash == null ? samples.contentHash(i) : hash);
        }
        return all.build();
    }
}
