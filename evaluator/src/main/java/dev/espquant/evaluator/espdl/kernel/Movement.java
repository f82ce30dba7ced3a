package dev.espquant.evaluator.espdl.kernel;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.engine.GatherLayer;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.kernel.EngineOperator;
import dev.espquant.evaluator.kernel.Gather;
import java.util.Optional;

/** Copies of elements: what every operator that only moves data becomes. Exponents do not matter: the integers pass as they are. */
final class Movement {
    private Movement() {}

    /** Input 0 under other sizes. */
    static PreparedNode reshape(EspdlContext context) {
        context.require(
                context.input(0).count() == context.output(0).count(),
                "it turns " + context.input(0).count() + " elements into "
                        + context.output(0).count(),
                "export the model again");
        requireSameType(context, 0);
        PreparedNode definition = run -> run.replaceOutput(
                0, run.input(0).reshaped(run.output(0).sizes(), run.output(0).exponent()));
        return definition.describedBy(
                () -> isEngines(context) ? Optional.of(new EngineOperator.Copy()) : Optional.empty());
    }

    /** Element i of output 0 is element {@code sources[i]} of input 0, or a fill. */
    static PreparedNode gather(EspdlContext context, int[] sources, long fill) {
        requireSameType(context, 0);
        context.require(
                sources.length == context.output(0).count(),
                "it makes " + sources.length + " elements, the file says "
                        + context.output(0).count(),
                "export the model again");
        PreparedNode definition = run -> copy(run.input(0), run.output(0), sources, fill);
        return definition.describedBy(() -> isEngines(context)
                ? Optional.of(new EngineOperator.Gather(new GatherLayer(
                        ImmutableIntArray.copyOf(sources), context.input(0).count(), (int) fill)))
                : Optional.empty());
    }

    private static boolean isEngines(EspdlContext context) {
        return context.isComputed(0) && EspdlContext.isQuantized(context.input(0));
    }

    static void copy(EspdlArray from, EspdlArray to, int[] sources, long fill) {
        for (int i = 0; i < sources.length; i++) {
            if (sources[i] == Gather.FILL) {
                to.put(i, fill);
            } else {
                to.copy(i, from, sources[i]);
            }
        }
    }

    /** Refuses a change of element type, which no copy makes. */
    static void requireSameType(EspdlContext context, int input) {
        context.require(
                context.input(input).type() == context.output(0).type(),
                "its input is " + context.input(input).type().onnxName() + ", its output "
                        + context.output(0).type().onnxName(),
                "insert a RequantizeLinear");
    }
}
