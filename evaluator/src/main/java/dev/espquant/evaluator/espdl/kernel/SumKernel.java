package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.engine.ElementwiseLayer;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;

/**
 * Add and Sub: the integers themselves, saturated. Exponents are ignored on all chips, so a file whose operands and result have different ones
 * computes something else than a sum; the exporter keeps them equal. All suite vectors agree.
 */
@AutoService(EspdlKernel.class)
public final class SumKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Add", "Sub");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        Broadcast operands = Broadcast.of(context);
        int sign = context.node().is("Sub") ? -1 : 1;
        PreparedNode definition = run -> sum(run, operands, sign);
        return definition.describedBy(() -> EnginePair.of(
                context, ElementwiseLayer.Operation.of(context.node().opType()), 0));
    }

    private static void sum(NodeRun run, Broadcast operands, int sign) {
        EspdlArray left = run.input(0);
        EspdlArray right = run.input(1);
        EspdlArray output = run.output(0);
        for (int i = 0; i < operands.count(); i++) {
            int a = operands.left()[i];
            int b = operands.right()[i];
            if (output.isReal()) {
                output.putReal(i, left.real(a) + sign * right.real(b));
            } else {
                output.putNearest(i, left.integer(a) + sign * right.integer(b));
            }
        }
    }
}
