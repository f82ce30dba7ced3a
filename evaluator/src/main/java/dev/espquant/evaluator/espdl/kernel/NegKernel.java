package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import java.util.Optional;

/** Neg: through a table if it has one, else the negated integer, saturated. */
@AutoService(EspdlKernel.class)
public final class NegKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Neg");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        context.setOutput(0, context.input(0).toSizes());
        Optional<PreparedNode> table = LookUp.of(context);
        return table.orElse(NegKernel::negate);
    }

    private static void negate(NodeRun run) {
        EspdlArray input = run.input(0);
        EspdlArray output = run.output(0);
        for (int i = 0; i < output.count(); i++) {
            if (output.isReal()) {
                output.putReal(i, -input.real(i));
            } else {
                output.putNearest(i, -input.integer(i));
            }
        }
    }
}
