package dev.espquant.evaluator.onnxruntime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.SampleHash;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One thread's buffers. Outputs of which ONNX Runtime knows the sizes beforehand have buffers from the start; the first run with a number of
 * samples shows the sizes of the others. From the second run on nothing is allocated that grows with the samples.
 */
final class ValueLane implements ValueStream.Lane {
    private final Graph graph;
    private final SampleSource samples;
    private final ImmutableSet<String> wanted;
    private final Taps taps;
    private final OptionalInt fixedBatch;
    private final @Nullable OrtSession session;
    private final Map<String, FloatBuffer> inputBuffers = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> inputs = new HashMap<>();
    private final Map<String, FloatBuffer> outputBuffers = new HashMap<>();
    private final Map<String, OnnxTensor> outputs = new HashMap<>();
    /** Outputs without a buffer: none when all are known, or those that hold no floats. */
    private ImmutableSet<String> others = ImmutableSet.of();

    private boolean learned;
    private int batch;

    ValueLane(
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

    @Override
    public void run(int from, int count, ValueStream.Sink sink) {
        int size = fixedBatch.orElse(count);
        if (count < 1 || count > size) {
            throw new IllegalArgumentException("the model takes up to " + size + " samples, not " + count);
        }
        try {
            prepare(size);
            samples.read(from, count, inputBuffers);
            fillUp(count, size);
            for (String value : wanted) {
                FloatBuffer input = inputBuffers.get(value);
                if (input != null) {
                    sink.values(value, input.duplicate().limit(input.capacity() / size * count));
                }
            }
            if (session != null) {
                compute(session, count, sink);
            }
        } catch (OrtException e) {
            throw OrtErrors.wrap(e, graph, "run");
        }
    }

    /** Input buffers for a number of samples; what was there for another number is dropped. */
    private void prepare(int size) throws OrtException {
        if (size == batch) {
            return;
        }
        close();
        inputBuffers.clear();
        for (Map.Entry<String, long[]> sample : samples.sampleSizes().entrySet()) {
            long[] sizes = SampleSource.withBatch(size, sample.getValue());
            FloatBuffer buffer = DirectFloats.allocate(Math.toIntExact(Shape.elementCount(sizes)));
            inputBuffers.put(sample.getKey(), buffer);
            inputs.put(
                    sample.getKey(),
                    OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer.duplicate(), sizes));
        }
        if (session != null) {
            reserve(session, size);
        }
        batch = size;
    }

    /** Gives buffers to the outputs whose sizes are known. */
    private void reserve(OrtSession model, int size) throws OrtException {
        OutputSizes known = OutputSizes.of(model);
        for (String name : model.getOutputNames()) {
            Optional<long[]> sizes = known.floats(name, size);
            if (sizes.isPresent()) {
                pin(name, sizes.get());
            }
        }
        others = withoutBuffer(model);
        learned = others.isEmpty();
    }

    private ImmutableSet<String> withoutBuffer(OrtSession model) {
        return model.getOutputNames().stream()
                .filter(name -> !outputs.containsKey(name))
                .collect(ImmutableSet.toImmutableSet());
    }

    /** Copies of the last sample for a model that wants more than there are; what is computed of them is not handed out. */
    private void fillUp(int count, int size) {
        for (FloatBuffer buffer : inputBuffers.values()) {
            int length = buffer.capacity() / size;
            for (int i = count; i < size; i++) {
                buffer.put(i * length, buffer, (count - 1) * length, length);
            }
        }
    }

    private void compute(OrtSession model, int count, ValueStream.Sink sink) throws OrtException {
        if (!learned) {
            learn(model);
        }
        try (OrtSession.Result result = model.run(inputs, others, outputs)) {
            for (Map.Entry<String, String> tap : taps.values().entrySet()) {
                sink.values(tap.getKey(), cut(tap.getKey(), elements(tap, result), count));
            }
            for (Map.Entry<String, String> tap : taps.maxima().entrySet()) {
                sink.maximum(tap.getKey(), maximum(cut(tap.getKey(), elements(tap, result), count)));
            }
        }
    }

    /** Gives buffers to outputs whose sizes one run shows, if they hold floats. */
    private void learn(OrtSession model) throws OrtException {
        try (OrtSession.Result result = model.run(inputs, others, outputs)) {
            for (String name : others) {
                OnnxValue value = result.get(name).orElseThrow();
                if (value instanceof OnnxTensor tensor && tensor.getInfo().type == OnnxJavaType.FLOAT) {
                    pin(name, tensor.getInfo().getShape());
                }
            }
        }
        others = withoutBuffer(model);
        learned = true;
    }

    private void pin(String name, long[] sizes) throws OrtException {
        FloatBuffer buffer = DirectFloats.allocate(Math.toIntExact(Shape.elementCount(sizes)));
        outputBuffers.put(name, buffer);
        outputs.put(name, OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer.duplicate(), sizes));
    }

    private FloatBuffer elements(Map.Entry<String, String> tap, OrtSession.Result result) {
        FloatBuffer buffer = outputBuffers.get(tap.getValue());
        if (buffer != null) {
            return buffer.duplicate();
        }
        Optional<OnnxValue> value = result.get(tap.getValue());
        FloatTensor copy = OrtTensors.toFloats(tap.getKey(), value.orElseThrow());
        return FloatBuffer.wrap(copy.values());
    }

    /** What belongs to the samples, without the copies of the last one. */
    private FloatBuffer cut(String value, FloatBuffer elements, int count) {
        if (count == batch) {
            return elements;
        }
        if (elements.capacity() % batch != 0) {
            throw GraphException.because("the model takes " + batch + " samples at once and this value does not tell"
                            + " them apart, but the samples are no multiple of that")
                    .value(value)
                    .fix("give a multiple of " + batch + " samples")
                    .build();
        }
        return elements.limit(elements.capacity() / batch * count);
    }

    private static float maximum(FloatBuffer elements) {
        float maximum = Float.NEGATIVE_INFINITY;
        while (elements.hasRemaining()) {
            maximum = Math.max(maximum, elements.get());
        }
        return maximum;
    }

    @Override
    public String contentHash(int index) {
        return SampleHash.of(inputBuffers.values(), index, batch);
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
        inputs.clear();
        outputs.clear();
        outputBuffers.clear();
        batch = 0;
    }
}
