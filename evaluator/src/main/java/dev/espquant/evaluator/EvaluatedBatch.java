package dev.espquant.evaluator;

import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.data.FloatTensor;

/**
 * What one batch of an evaluation gave.
 *
 * @param first index of the first sample
 * @param count samples in the batch
 * @param integers integers by value name: the outputs, or every value if the evaluation compares layers or keeps all
 * @param floats the float model's values under the same names; empty if the float model does not run
 * @param reals what the quantized model gives as real numbers, which are not among the integers then
 */
public record EvaluatedBatch(
        int first,
        int count,
        ImmutableMap<String, IntTensor> integers,
        ImmutableMap<String, FloatTensor> floats,
        ImmutableMap<String, FloatTensor> reals) {

    /** Receives batches, in the order of the samples. */
    @FunctionalInterface
    public interface Listener {
        void accept(EvaluatedBatch batch);
    }
}
