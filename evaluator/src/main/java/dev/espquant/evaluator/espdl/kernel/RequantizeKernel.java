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
 * RequantizeLinear, QuantizeLinear and DequantizeLinear: from one exponent and type to another, by the exponents of the values; scales and zero
 * points among the inputs are ignored. Equal exponents copy and saturate; else {@code round(x * 2^e_in * 2^-e_out)} in float32. All suite vectors
 * agree.
 */
@AutoService(EspdlKernel.class)
public final class RequantizeKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("RequantizeLinear", "QuantizeLinear", "DequantizeLinear");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        context.setOutput(0, context.input(0).toSizes());
        return EngineTable.describe(context, RequantizeKernel::requantize);
    }

    private static void requantize(NodeRun run) {
        EspdlArray input = run.input(0);
        EspdlArray output = run.output(0);
        boolean same = !input.isReal() && !output.isReal() && input.exponent() == output.exponent();
        float rescale = output.isReal() ? 1 : Rounding.power(-output.exponent());
        for (int i = 0; i < output.count(); i++) {
            if (same) {
                output.putNearest(i, input.integer(i));
            } else {
                run.storeReal(output, i, Reals.of(input, i) * rescale);
            }
        }
    }
}
