package dev.espquant.evaluator.espdl;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import dev.espquant.plugin.Names;

/**
 * What a run computed.
 *
 * @param values arrays by value name: those that were asked for, in the graph's order
 * @param overflows by node name, in the graph's order: how many output elements had a sum of products that left its register on the way; nodes
 *     without any are not listed
 */
public record EspdlResult(ImmutableMap<String, EspdlArray> values, ImmutableMap<String, Long> overflows) {

    /** The array of a value; {@link GraphException} if it was not asked for. */
    public EspdlArray value(String name) {
        EspdlArray value = values.get(name);
        if (value == null) {
            throw GraphException.because("the simulation did not keep it")
                    .value(name)
                    .fix(Names.suggestion(name, values.keySet()))
                    .build();
        }
        return value;
    }

    /** All layers together. */
    public long overflowCount() {
        return overflows.values().stream().mapToLong(Long::longValue).sum();
    }
}
