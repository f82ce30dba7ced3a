package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.engine.ElementwiseLayer;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.espdl.Rounding;
import dev.espquant.evaluator.kernel.EngineOperator;
import dev.espquant.ir.DataType;
import java.util.Optional;

/**
 * Mul: {@code round(float32(a * b) * 2^(e_a + e_b - e_out))}. The product of two int16 numbers beyond 24 bits loses bits when it becomes a float32:
 * portable kernels, all suite vectors agree; see {@link dev.espquant.evaluator.espdl.EspdlAssumptions} for vector units.
 */
@AutoService(EspdlKernel.class)
public final class MulKernel implements EspdlKernel {
    private static final int LEAST_EXPONENT = -23;

    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Mul");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        Broadcast operands = Broadcast.of(context);
        int exponent = context.input(0).exponent()
                + context.input(1).exponent()
                - context.output(0).exponent();
        float scale = Rounding.power(exponent);
        PreparedNode definition = run -> multiply(run, operands, scale);
        return definition.describedBy(() -> describe(context, exponent));
    }

    /** Products of int8 and their halves are exact in float32 down to this exponent: a shift with its rounding then does the same. */
    private static Optional<EngineOperator> describe(EspdlContext context, int exponent) {
        return context.input(0).type() == DataType.INT8 && exponent >= LEAST_EXPONENT
                ? EnginePair.of(context, ElementwiseLayer.Operation.MUL, exponent)
                : Optional.empty();
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
