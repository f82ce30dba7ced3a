package dev.espquant.calibrator;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.evaluator.onnxruntime.FloatExecutor;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * One walk of the samples through the float model, batch by batch. Values of a batch are handed out on several threads, each value on one of
 * them at a time and in the order of the samples; what a caller collects per value is therefore the same for any number of threads.
 */
final class Walk {
    /** Floats of one batch over all values: what bounds the memory that calibration takes, whatever the model. */
    private static final long FLOATS_PER_BATCH = 8L << 20;

    private static final int LARGEST_BATCH = 64;

    private final Model model;
    private final SampleSource samples;
    private final CalibrationOptions options;

    Walk(Model model, SampleSource samples, CalibrationOptions options) {
        this.model = model;
        this.samples = samples;
        this.options = options;
    }

    /** Hands every batch of the given values to {@code sink}, as observations whose values are finite. */
    void each(ImmutableSet<String> values, BiConsumer<String, Observation> sink) {
        if (values.isEmpty()) {
            return;
        }
        try (FloatExecutor executor = FloatExecutor.open(model, values, options.executor())) {
            int size = options.batchSize() > 0 ? options.batchSize() : 1;
            for (int from = 0; from < samples.count(); ) {
                int count = Math.min(size, samples.count() - from);
                ImmutableMap<String, FloatTensor> batch = executor.run(read(from, count));
                observe(batch, from, count, sink);
                from += count;
                size = options.batchSize() > 0 ? options.batchSize() : affordable(batch, count);
            }
        }
    }

    private Map<String, FloatTensor> read(int from, int count) {
        ImmutableMap<String, FloatTensor> inputs = samples.read(from, count);
        inputs.forEach((name, tensor) -> requireFinite(name, tensor, from, count));
        return inputs;
    }

    private void observe(
            ImmutableMap<String, FloatTensor> batch, int from, int count, BiConsumer<String, Observation> sink) {
        List<Map.Entry<String, FloatTensor>> entries = ImmutableList.copyOf(batch.entrySet());
        List<Observation> observations = entries.parallelStream()
                .map(e -> Observation.of(e.getValue().values()))
                .toList();
        for (int i = 0; i < entries.size(); i++) {
            if (!observations.get(i).range().isFinite()) {
                requireFinite(entries.get(i).getKey(), entries.get(i).getValue(), from, count);
            }
        }
        IntStream.range(0, entries.size())
                .parallel()
                .forEach(i -> sink.accept(entries.get(i).getKey(), observations.get(i)));
    }

    private static int affordable(Map<String, FloatTensor> batch, int count) {
        long perSample =
                batch.values().stream().mapToLong(FloatTensor::elementCount).sum() / count;
        return (int) Math.max(1, Math.min(LARGEST_BATCH, FLOATS_PER_BATCH / Math.max(1, perSample)));
    }

    private void requireFinite(String value, FloatTensor tensor, int from, int count) {
        float[] values = tensor.values();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw notFinite(value, tensor, i, from, count);
            }
        }
    }

    private GraphException notFinite(String value, FloatTensor tensor, int index, int from, int count) {
        boolean perSample = tensor.rank() > 0 && tensor.elementCount() % count == 0;
        String where = perSample
                ? "calibration sample " + (from + index / (tensor.elementCount() / count))
                : "calibration samples " + from + " to " + (from + count - 1);
        boolean given = samples.sampleSizes().containsKey(value);
        return GraphException.because("it holds " + tensor.values()[index] + " in " + where + " (counted from 0)")
                .value(value)
                .fix(
                        given
                                ? "mend the data or leave the sample out"
                                : "the samples are finite, the model itself computes this: check its weights, and that the samples are"
                                        + " scaled as in training")
                .build();
    }
}
