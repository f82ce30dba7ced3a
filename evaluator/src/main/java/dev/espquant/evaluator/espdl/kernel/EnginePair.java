package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.engine.ElementwiseLayer;
import dev.espquant.evaluator.engine.ElementwiseLayer.Operation;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.kernel.EngineOperator;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import java.util.Optional;

/** Two computed operands of equal sizes and types in the engine's words. */
final class EnginePair {
    private EnginePair() {}

    /**
     * The operation; empty unless operands and result are int8 or int16 alike and nothing is repeated.
     *
     * @param exponent binary exponent of the result's scale
     */
    static Optional<EngineOperator> of(EspdlContext context, Operation operation, int exponent) {
        boolean alike = context.isComputed(0)
                && context.isComputed(1)
                && EspdlContext.isQuantized(context.output(0))
                && context.input(0).type() == context.output(0).type()
                && context.input(1).type() == context.output(0).type()
                && context.input(0).sizes().equals(context.input(1).sizes());
        if (!alike) {
            return Optional.empty();
        }
        BitWidth bits = context.width(context.output(0).type());
        // Without a shift there is nothing to round: the rounding of other runtimes' sums then serves, for which there
        // are vector bodies.
        RoundingMode rounding =
                exponent == 0 ? RoundingMode.FLOOR : context.rounding().mode();
        return Optional.of(new EngineOperator.Elementwise(
                new ElementwiseLayer(operation, 0, 0, exponent, rounding, bits.min(), bits.max())));
    }
}
