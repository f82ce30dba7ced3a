package dev.espquant.evaluator;

import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.ir.GraphException;
import dev.espquant.plugin.Names;

/**
 * What a simulation computed.
 *
 * @param values integers by value name: the values that were asked for, in the graph's order
 * @param overflows by node name, in the graph's order: how many sums of products left the accumulator's lane and saturated; nodes without any are
 *     not listed
 * @param reals values that the runtime computes in floats (Softmax under ESP-DL 3.x), by name: those that were asked for
 */
public record SimulationResult(
        ImmutableMap<String, IntTensor> values,
        ImmutableMap<String, Long> overflows,
        ImmutableMap<String, FloatTensor> reals) {

    /** A result of integers alone. */
    public SimulationResult(ImmutableMap<String, IntTensor> values, ImmutableMap<String, Long> overflows) {
        this(values, overflows, ImmutableMap.of());
    }

    /** The integers of a value; {@link GraphException} if it was not asked for. */
    public IntTensor value(String name) {
        IntTensor value = values.get(name);
        if (value == null) {
            throw GraphException.because("the simulation did not keep it")
                    .value(name)
                    .fix(Names.suggestion(name, values.keySet()))
                    .build();
        }
        return value;
    }

    /** All overflows together. */
    public long overflowCount() {
        return overflows.values().stream().mapToLong(Long::longValue).sum();
    }
}
