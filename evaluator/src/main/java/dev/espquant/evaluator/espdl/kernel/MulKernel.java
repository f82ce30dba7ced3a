package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.espdl.Rounding;

/**
 * Mul: {@code round(float32(a * b) * 2^(e_a + e_b - e_out))}. The product of two int16 numbers beyond 24 bits loses bits when it becomes a float32:
 * portable kernels, all suite vectors agree; see {@link dev.espquant.evaluator.espdl.EspdlAssumptions} for vector units.
 */
@AutoService(EspdlKernel.class)
public final class MulKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Mul");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        Broadcast operands = Broadcast.of(context);
        float scale = Rounding.power(context.input(0).exponent()
                + context.input(1).exponent()
                - context.output(0).exponent());
        return run -> multiply(run, operands, scale);
    }

    private static void multiply(NodeRun run, Broadcast operands, float scale) {
        EspdlArray left = run.input(0);
        EspdlArray right = run.input(1);
        EspdlArray output = run.output(0);
        for (int i = 0; i < operands.count(); i++) {
            int a = operands.left()[i];
            int b = operands.right()[i];
            if (output.isReal()) {
                output.putReal(i, left.real(a) * right.real(b));
            } else {
                int product = (int) (left.integer(a) * right.integer(b));
                run.storeReal(output, i, product * scale);
            }
        }
    }
}
