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
 * LpNormalization along one axis and RMSNormalization over all axes from one on, in float32: the inverse norm from a fast inverse square root, one
 * product for each element. ESP-DL's portable kernels.
 */
@AutoService(EspdlKernel.class)
public final class NormKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("LpNormalization", "RMSNormalization");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] sizes = context.input(0).toSizes();
        context.setOutput(0, sizes);
        int axis = context.axis(context.node().intAttribute("axis", -1), sizes.length);
        if (context.node().is("LpNormalization")) {
            Rows rows = Rows.along(sizes, axis);
            long p = context.node().intAttribute("p", 2);
            context.require(p == 1 || p == 2, "p is " + p, "use 1 or 2");
            return run -> rows.each((first, step) -> lp(run, rows.length(), first, step, p));
        }
        Rows rows = Rows.from(sizes, axis);
        context.require(
                context.input(1).isReal() && context.input(1).count() == rows.length(),
                "its scale is no float32 number for each element of a row",
                "export the model again");
        float epsilon = context.node().floatAttribute("epsilon", 1e-5f);
        return run -> rows.each((first, step) -> rms(run, rows.length(), first, epsilon));
    }

    /** The exponent of the input cancels out. */
    private static void lp(NodeRun run, int length, int first, int step, long p) {
        EspdlArray input = run.input(0);
        EspdlArray output = run.output(0);
        float norm = 0;
        long squares = 0;
        for (int i = 0; i < length; i++) {
            float x = input.real(first + i * step);
            norm += p == 1 ? Math.abs(x) : input.isReal() ? x * x : 0;
            squares += input.isReal() ? 0 : input.integer(first + i * step) * input.integer(first + i * step);
        }
        norm = p == 2 && !input.isReal() ? squares : norm;
        float inverse = norm <= 0 ? 0 : p == 1 ? 1f / norm : Reals.fastInverseSqrt(norm);
        float scale = output.isReal() ? inverse : inverse * Rounding.power(-output.exponent());
        for (int i = 0; i < length; i++) {
            int at = first + i * step;
            run.storeReal(output, at, input.real(at) * scale);
        }
    }

    private static void rms(NodeRun run, int length, int first, float epsilon) {
        EspdlArray input = run.input(0);
        EspdlArray output = run.output(0);
        float scale = input.isReal() ? 1 : Rounding.power(input.exponent());
        float sum = 0;
        long squares = 0;
        for (int i = first; i < first + length; i++) {
            sum += input.isReal() ? input.real(i) * input.real(i) : 0;
            squares += input.isReal() ? 0 : input.integer(i) * input.integer(i);
        }
        float mean = (input.isReal() ? sum : squares * (scale * scale)) / length;
        float factor = Reals.fastInverseSqrt(mean + epsilon)
                * (output.isReal() ? 1 : scale * Rounding.power(-output.exponent()));
        for (int i = 0; i < length; i++) {
            run.storeReal(
                    output,
                    first + i,
                    input.real(first + i) * factor * run.input(1).real(i));
        }
    }
}
