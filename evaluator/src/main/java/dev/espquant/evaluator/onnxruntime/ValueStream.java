package dev.espquant.evaluator.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Runs a float model over samples for somebody who looks at its values as they pass by: in the memory that ONNX Runtime wrote them to, which is
 * used again for the next samples, and in any order of elements. Every thread works with a {@link Lane} of its own and computes alone; all
 * share the model.
 *
 * <p>For values themselves, in their order and for good, there is {@link FloatExecutor}.
 */
public final class ValueStream implements AutoCloseable {
    /** What is done with what passes by. */
    public interface Sink {
        /**
         * Called for every value that was asked for whole.
         *
         * @param elements all elements, sample by sample, in any order within a sample; overwritten by the next run
         */
        void values(String value, FloatBuffer elements);

        /** Called for every value of which the maximum was asked for. NaN elements may not show in it. */
        void maximum(String value, float maximum);
    }

    /** What one thread needs to run the model. */
    public interface Lane extends AutoCloseable {
        /** Computes samples {@code from} to {@code from + count - 1}, no more than {@link #fixedBatch} if the model has one. */
        void run(int from, int count, Sink sink);

        /** The content hash of sample {@code from + index} of the last run; see {@link SampleSource#contentHash}. */
        String contentHash(int index);

        @Override
        void close();
    }

    private final Graph graph;
    private final SampleSource samples;
    private final ImmutableSet<String> wanted;
    private final Taps taps;
    private final OptionalInt fixedBatch;
    private final @Nullable OrtSession session;

    private ValueStream(
            Graph graph,
            SampleSource samples,
            ImmutableSet<String> wanted,
            Taps taps,
            OptionalInt fixedBatch,
            @Nullable OrtSession session) {
        this.graph = graph;
        this.samples = samples;
        this.wanted = wanted;
        this.taps = taps;
        this.fixedBatch = fixedBatch;
        this.session = session;
    }

    /**
     * Prepares a model whose shapes are known.
     *
     * @param values names of inputs and computed values to hand out whole
     * @param maxima names of computed values of which the maximum is enough; {@link #canTakeMaximum} says of which it can be had
     */
    public static ValueStream open(
            Model model,
            SampleSource samples,
            Collection<String> values,
            Collection<String> maxima,
            ExecutorOptions options) {
        Graph graph = model.graph();
        Exposure.checkInputs(graph);
        InputSizes.samples(graph, Maps.transformValues(samples.sampleSizes(), s -> SampleSource.withBatch(1, s)));
        Taps taps = Taps.of(
                model, Exposure.computed(graph, values), Exposure.computed(graph, maxima), options.optimization());
        List<String> outputs = new ArrayList<>(taps.values().values());
        outputs.addAll(taps.maxima().values());
        return new ValueStream(
                graph,
                samples,
                ImmutableSet.copyOf(values),
                taps,
                FixedBatch.of(graph),
                outputs.isEmpty() ? null : Sessions.openForOwnOutputs(taps.model(), outputs, options.withThreads(1)));
    }

    /** Whether the maximum of a value can be taken inside the model. */
    public static boolean canTakeMaximum(Graph graph, String value) {
        return Taps.canTakeMaximum(graph, value);
    }

    /** How many samples the model takes at a time; empty if any number is welcome. Runs of other numbers cost as much as this one. */
    public static OptionalInt fixedBatch(Graph graph) {
        return FixedBatch.of(graph);
    }

    /** A new lane; to be closed before the stream. */
    public Lane lane() {
        return new ValueLane(graph, samples, wanted, taps, fixedBatch, session);
    }

    /** The names of everything that a run hands out, in the order of the request. */
    public ImmutableList<String> names() {
        return ImmutableList.<String>builder()
                .addAll(wanted)
                .addAll(taps.maxima().keySet())
                .build();
    }

    /** Frees ONNX Runtime's memory. */
    @Override
    public void close() {
        try {
            if (session != null) {
                session.close();
            }
        } catch (OrtException e) {
            throw OrtErrors.wrap(e, graph, "close");
        }
    }
}
