package dev.espquant.evaluator;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.NpySampleSource;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.evaluator.onnxruntime.FloatExecutor;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.ValueInfo;
import dev.espquant.quant.QuantizedGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a quantized model as the chip does, and its float original, on the same samples, and says what the integers cost. Samples are streamed:
 * memory does not grow with their number.
 */
public final class Evaluator {
    private final QuantizedGraph quantized;
    private final EvaluationOptions options;
    private final QuantizedExecutor simulator;

    private Evaluator(QuantizedGraph quantized, EvaluationOptions options) {
        this.quantized = quantized;
        this.options = options;
        this.simulator = QuantizedExecutor.of(quantized, options.threads());
    }

    public static Evaluator of(QuantizedGraph quantized, EvaluationOptions options) {
        return new Evaluator(quantized, options);
    }

    /** Evaluates on real samples, which are quantized as {@link QuantizedExecutor#quantizeInput} says. */
    public EvaluationReport evaluate(SampleSource samples, List<EvaluatedBatch.Listener> listeners) {
        return run(samples, listeners, (first, count) -> quantize(samples.read(first, count)));
    }

    /**
     * Evaluates on data that already holds the inputs' integers, as a firmware makes them of its pixels. The float model gets the numbers that
     * the integers stand for.
     */
    public EvaluationReport evaluateIntegers(NpySampleSource samples, List<EvaluatedBatch.Listener> listeners) {
        return run(samples, listeners, (first, count) -> integers(samples, first, count));
    }

    /** The integers of a batch, and the reals that the float model takes for them. */
    private record Input(Map<String, IntTensor> integers, Map<String, FloatTensor> floats) {}

    private interface Reader {
        Input read(int first, int count);
    }

    private EvaluationReport run(SampleSource samples, List<EvaluatedBatch.Listener> listeners, Reader reader) {
        checkLabels(samples.count());
        EvaluationTally tally = new EvaluationTally(quantized, samples.count(), keep());
        try (FloatExecutor executor = FloatExecutor.open(
                options.floatModel().orElse(quantized.model()),
                options.compareFloat() ? keep() : ImmutableSet.of(),
                options.executor())) {
            for (int first = 0; first < samples.count(); first += options.batch()) {
                int count = Math.min(options.batch(), samples.count() - first);
                Input input = reader.read(first, count);
                SimulationResult result = simulator.run(input.integers(), keep());
                ImmutableMap<String, FloatTensor> floats =
                        options.compareFloat() ? executor.run(input.floats()) : ImmutableMap.of();
                EvaluatedBatch batch = new EvaluatedBatch(first, count, result.values(), floats, result.reals());
                tally.add(batch, result.overflows());
                listeners.forEach(listener -> listener.accept(batch));
            }
        }
        return tally.report(options.labels().map(ImmutableIntArray::toArray));
    }

    private Input quantize(Map<String, FloatTensor> floats) {
        Map<String, IntTensor> integers = new LinkedHashMap<>();
        floats.forEach((name, tensor) -> integers.put(name, simulator.quantizeInput(name, tensor)));
        return new Input(integers, floats);
    }

    private Input integers(NpySampleSource samples, int first, int count) {
        Map<String, IntTensor> integers = new LinkedHashMap<>();
        Map<String, FloatTensor> floats = new LinkedHashMap<>();
        samples.readIntegers(first, count, quantized.scheme().bits()).forEach((name, values) -> {
            long[] sizes = SampleSource.withBatch(count, sizes(samples, name));
            IntTensor tensor = IntTensor.of(sizes, values);
            integers.put(name, tensor);
            floats.put(name, simulator.toFloat(name, tensor));
        });
        return new Input(integers, floats);
    }

    private static long[] sizes(SampleSource samples, String input) {
        long[] sizes = samples.sampleSizes().get(input);
        if (sizes == null) {
            throw GraphException.because("the samples do not hold it")
                    .value(input)
                    .build();
        }
        return sizes;
    }

    private ImmutableSet<String> keep() {
        if (options.allValues()) {
            return quantized.values().keySet();
        }
        return quantized.graph().outputs().stream().map(ValueInfo::name).collect(ImmutableSet.toImmutableSet());
    }

    private void checkLabels(int samples) {
        Optional<ImmutableIntArray> labels = options.labels();
        if (labels.isPresent() && labels.get().length() != samples) {
            throw GraphException.because("there are " + labels.get().length() + " labels for " + samples + " samples")
                    .fix("give one label per sample")
                    .build();
        }
    }
}
