package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.espdl.Rounding;
import java.util.Optional;

/**
 * Relu as a node of its own: through a table if it has one; the larger of the integer and 0 at equal exponents; else
 * {@code max(0, round(x * 2^e_in * 2^-e_out))}. All suite vectors agree.
 */
@AutoService(EspdlKernel.class)
public final class ReluKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Relu");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        context.setOutput(0, context.input(0).toSizes());
        Optional<PreparedNode> table = LookUp.of(context);
        return table.orElseGet(() -> EngineTable.describe(context, ReluKernel::relu));
    }

    private static void relu(NodeRun run) {
        EspdlArray input = run.input(0);
        EspdlArray output = run.output(0);
        boolean same = !input.isReal() && input.exponent() == output.exponent();
        float rescale = Rounding.power(-output.exponent());
        for (int i = 0; i < output.count(); i++) {
            if (same) {
                output.putNearest(i, Math.max(0, input.integer(i)));
            } else {
                run.storeReal(output, i, Math.max(0, Reals.of(input, i) * rescale));
            }
        }
    }
}
