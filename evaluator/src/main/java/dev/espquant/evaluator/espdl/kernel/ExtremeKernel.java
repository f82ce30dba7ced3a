package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;

/** Max and Min of two operands: the integers themselves; exponents are ignored, so they must be equal. */
@AutoService(EspdlKernel.class)
public final class ExtremeKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Max", "Min");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        context.require(context.node().inputs().size() == 2, "it has not two operands", "use a chain of them");
        Broadcast operands = Broadcast.of(context);
        boolean largest = context.node().is("Max");
        return run -> choose(run, operands, largest);
    }

    private static void choose(NodeRun run, Broadcast operands, boolean largest) {
        EspdlArray left = run.input(0);
        EspdlArray right = run.input(1);
        EspdlArray output = run.output(0);
        for (int i = 0; i < operands.count(); i++) {
            int a = operands.left()[i];
            int b = operands.right()[i];
            if (output.isReal()) {
                float x = left.real(a);
                float y = right.real(b);
                output.putReal(i, largest ? Math.max(x, y) : Math.min(x, y));
            } else {
                long x = left.integer(a);
                long y = right.integer(b);
                output.putNearest(i, largest ? Math.max(x, y) : Math.min(x, y));
            }
        }
    }
}
