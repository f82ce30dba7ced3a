package dev.espquant.evaluator;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/**
 * What the integers cost.
 *
 * @param samples evaluated
 * @param integers accuracy of the integers; empty without labels
 * @param floats accuracy of the float model on the same samples; empty without labels or where it did not run
 * @param paired both models on the same samples; empty where the float model did not run. Without labels only its agreement means something
 * @param tensors closeness of integers and floats by value name, in the graph's order
 * @param overflows sums that left the accumulator's lane, by node name; nodes without any are not listed
 * @param tensorOverflows the same, by the value that the node computes
 */
public record EvaluationReport(
        int samples,
        Optional<Accuracy> integers,
        Optional<Accuracy> floats,
        Optional<PairedComparison> paired,
        ImmutableMap<String, TensorComparison> tensors,
        ImmutableMap<String, Long> overflows,
        ImmutableMap<String, Long> tensorOverflows) {}
