package dev.espquant.evaluator;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.ir.Node;
import dev.espquant.quant.QuantizedGraph;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects what a report needs, batch by batch. */
final class EvaluationTally {
    private final QuantizedGraph quantized;
    private final Map<String, TensorComparison.Accumulator> tensors = new LinkedHashMap<>();
    private final Map<String, Long> overflows = new LinkedHashMap<>();
    private final int[] integerClasses;
    private final int[] floatClasses;
    private boolean floatsSeen;

    EvaluationTally(QuantizedGraph quantized, int samples, ImmutableSet<String> values) {
        this.quantized = quantized;
        this.integerClasses = new int[samples];
        this.floatClasses = new int[samples];
        for (String value : values) {
            tensors.put(
                    value,
                    new TensorComparison.Accumulator(quantized.parameters(value).bits(), quantized.exponent(value)));
        }
    }

    void add(EvaluatedBatch batch, Map<String, Long> saturated) {
        saturated.forEach((node, count) -> overflows.merge(node, count, Long::sum));
        String output = quantized.graph().outputs().get(0).name();
        copy(classes(batch, output), integerClasses, batch.first());
        if (!batch.floats().isEmpty()) {
            floatsSeen = true;
            copy(Predictions.top1(batch.count(), tensor(batch.floats(), output)), floatClasses, batch.first());
            tensors.forEach((name, accumulator) -> compare(batch, name, accumulator));
        }
    }

    private static int[] classes(EvaluatedBatch batch, String output) {
        FloatTensor real = batch.reals().get(output);
        return real == null
                ? Predictions.top1(
                        batch.count(), tensor(batch.integers(), output).values())
                : Predictions.top1(batch.count(), real);
    }

    /** Values that a fused operator keeps to itself are not there to compare. */
    private static void compare(EvaluatedBatch batch, String name, TensorComparison.Accumulator accumulator) {
        float[] floats = tensor(batch.floats(), name).values();
        IntTensor integers = batch.integers().get(name);
        FloatTensor reals = batch.reals().get(name);
        if (integers != null) {
            accumulator.addBatch(floats, integers.values(), batch.count());
        } else if (reals != null) {
            accumulator.addReals(floats, reals.values(), batch.count());
        }
    }

    EvaluationReport report(Optional<int[]> labels) {
        ImmutableMap.Builder<String, TensorComparison> comparisons = ImmutableMap.builder();
        if (floatsSeen) {
            tensors.forEach((name, accumulator) -> {
                if (!accumulator.isEmpty()) {
                    comparisons.put(name, accumulator.result());
                }
            });
        }
        return new EvaluationReport(
                integerClasses.length,
                labels.map(l -> Accuracy.of(integerClasses, l)),
                labels.filter(l -> floatsSeen).map(l -> Accuracy.of(floatClasses, l)),
                floatsSeen ? Optional.of(paired(labels)) : Optional.empty(),
                comparisons.buildOrThrow(),
                ImmutableMap.copyOf(overflows),
                tensorOverflows());
    }

    private ImmutableMap<String, Long> tensorOverflows() {
        ImmutableMap.Builder<String, Long> byTensor = ImmutableMap.builder();
        for (Node node : quantized.graph().nodes()) {
            Long count = overflows.get(node.name());
            if (count != null) {
                byTensor.put(node.output(), count);
            }
        }
        return byTensor.buildOrThrow();
    }

    private PairedComparison paired(Optional<int[]> labels) {
        return PairedComparison.of(floatClasses, integerClasses, labels.orElse(floatClasses));
    }

    private static void copy(int[] from, int[] to, int at) {
        System.arraycopy(from, 0, to, at, from.length);
    }

    private static <T> T tensor(Map<String, T> values, String name) {
        T value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("value '" + name + "' was asked for and is missing");
        }
        return value;
    }
}
