package dev.espquant.quant;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Graph;
import dev.espquant.target.TargetRuntime;

/**
 * The integers that a model for ESP-DL 3.x is to have, before any constant is quantized.
 *
 * @param graph the float model, shapes known
 * @param facts the target
 * @param values parameters of every input and node output
 * @param constants parameters of weights, slopes and of constant operands of products and quotients, by name
 * @param notes what was changed about an earlier plan, and what that costs, in words for the user
 */
public record ExponentPlan(
        Graph graph,
        TargetRuntime facts,
        ImmutableMap<String, QuantizationParameters> values,
        ImmutableMap<String, QuantizationParameters> constants,
        ImmutableList<String> notes) {

    public static ExponentPlan of(
            Graph graph,
            TargetRuntime facts,
            ImmutableMap<String, QuantizationParameters> values,
            ImmutableMap<String, QuantizationParameters> constants) {
        return new ExponentPlan(graph, facts, values, constants, ImmutableList.of());
    }

    /**
     * The plan with every exponent where the runtime can compute with it; see {@link ExponentMoves}.
     *
     * @throws dev.espquant.ir.GraphException if a value is too large for any exponent of the runtime
     */
    public ExponentPlan settled() {
        return new ExponentMoves(this).settle();
    }
}
