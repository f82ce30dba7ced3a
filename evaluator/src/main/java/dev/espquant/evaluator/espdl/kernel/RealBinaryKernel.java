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
 * Pow and Mod of the dequantized operands in float32. Mod is C's {@code fmodf}: the remainder has the dividend's sign, and that of a division by
 * zero is 0. ESP-DL's portable kernels.
 */
@AutoService(EspdlKernel.class)
public final class RealBinaryKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Pow", "Mod");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        Broadcast operands = Broadcast.of(context);
        boolean power = context.node().is("Pow");
        return run -> compute(run, operands, power);
    }

    private static void compute(NodeRun run, Broadcast operands, boolean power) {
        EspdlArray left = run.input(0);
        EspdlArray right = run.input(1);
        EspdlArray output = run.output(0);
        float rescale = Rounding.power(-output.exponent());
        for (int i = 0; i < operands.count(); i++) {
            float a = Reals.of(left, operands.left()[i]);
            float b = Reals.of(right, operands.right()[i]);
            float result = power ? (float) StrictMath.pow(a, b) : b == 0 ? 0 : a % b;
            run.storeReal(output, i, result * rescale);
        }
    }
}
