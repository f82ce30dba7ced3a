package dev.espquant.evaluator.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Maps;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Runs a float model in ONNX Runtime and gives any of its values, not only the outputs. A model whose batch dimension is a number is fed that
 * many samples at a time; the caller does not notice. One caller at a time runs it; ONNX Runtime itself uses several threads.
 */
public final class FloatExecutor implements AutoCloseable {
    private final Graph graph;
    private final ImmutableSet<String> values;
    private final ImmutableList<String> computed;
    private final OptionalInt fixedBatch;
    private final @Nullable OrtSession session;
    private final Map<String, FloatBuffer> buffers = new HashMap<>();

    private FloatExecutor(
            Graph graph,
            Collection<String> values,
            ImmutableList<String> computed,
            OptionalInt fixedBatch,
            @Nullable OrtSession session) {
        this.graph = graph;
        this.values = ImmutableSet.copyOf(values);
        this.computed = computed;
        this.fixedBatch = fixedBatch;
        this.session = session;
    }

    /**
     * Prepares a model.
     *
     * @param values names of the inputs, outputs and intermediate values that {@link #run} gives
     */
    public static FloatExecutor open(Model model, Collection<String> values, ExecutorOptions options) {
        Graph graph = model.graph();
        Exposure.checkInputs(graph);
        ImmutableList<String> computed = Exposure.computed(graph, values);
        OptionalInt batch = FixedBatch.of(graph);
        OrtSession session = computed.isEmpty() ? null : Sessions.open(model, computed, options);
        return new FloatExecutor(graph, values, computed, batch, session);
    }

    /**
     * Computes the values for a batch.
     *
     * @param inputs one tensor per model input, batch dimension first, all with the same number of samples
     * @return the values in the order in which they were asked for; batch dimension first where the value has one
     */
    public synchronized ImmutableMap<String, FloatTensor> run(Map<String, FloatTensor> inputs) {
        int samples = InputSizes.samples(graph, Maps.transformValues(inputs, FloatTensor::sizes));
        Map<String, FloatTensor> results = new HashMap<>(inputs);
        if (fixedBatch.isEmpty() || fixedBatch.getAsInt() == samples) {
            results.putAll(runBatch(inputs));
        } else {
            results.putAll(runPieces(inputs, samples, fixedBatch.getAsInt()));
        }
        ImmutableMap.Builder<String, FloatTensor> ordered = ImmutableMap.builder();
        values.forEach(value -> ordered.put(value, Objects.requireNonNull(results.get(value), value)));
        return ordered.buildOrThrow();
    }

    private Map<String, FloatTensor> runPieces(Map<String, FloatTensor> inputs, int samples, int batch) {
        ListMultimap<String, FloatTensor> pieces = ArrayListMultimap.create();
        for (int from = 0; from < samples; from += batch) {
            Map<String, FloatTensor> piece = new HashMap<>();
            for (Map.Entry<String, FloatTensor> input : inputs.entrySet()) {
                piece.put(input.getKey(), FixedBatch.piece(input.getValue(), from, batch));
            }
            runBatch(piece).forEach(pieces::put);
        }
        Map<String, FloatTensor> results = new HashMap<>();
        for (String value : computed) {
            results.put(value, FixedBatch.join(value, pieces.get(value), samples, batch));
        }
        return results;
    }

    private Map<String, FloatTensor> runBatch(Map<String, FloatTensor> inputs) {
        Map<String, FloatTensor> results = new HashMap<>();
        if (session == null) {
            return results;
        }
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (Map.Entry<String, FloatTensor> input : inputs.entrySet()) {
                tensors.put(input.getKey(), tensor(input.getKey(), input.getValue()));
            }
            try (OrtSession.Result result = session.run(tensors, ImmutableSet.copyOf(computed))) {
                result.forEach(
                        value -> results.put(value.getKey(), OrtTensors.toFloats(value.getKey(), value.getValue())));
            }
            return results;
        } catch (OrtException e) {
            throw OrtErrors.wrap(e, graph, "run");
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    /** Copies an input to native memory, which is kept for the next batch. */
    private OnnxTensor tensor(String name, FloatTensor input) throws OrtException {
        FloatBuffer buffer = buffers.get(name);
        if (buffer == null || buffer.capacity() < input.elementCount()) {
            buffer = ByteBuffer.allocateDirect(Math.multiplyExact(4, input.elementCount()))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            buffers.put(name, buffer);
        }
        buffer.clear().put(input.values()).flip();
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, input.sizes());
    }

    /** Frees ONNX Runtime's memory. */
    @Override
    public synchronized void close() {
        try {
            if (session != null) {
                session.close();
            }
        } catch (OrtException e) {
            throw OrtErrors.wrap(e, graph, "close");
        }
    }
}
