package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.target.espdl3.IntegerPath.SlopeKernel;
import java.util.Optional;

/**
 * PRelu with a table, or with one slope for each channel, the last axis. Vector kernels rescale both branches with rounding; portable ones copy
 * positive numbers whatever the exponents are and shift the others toward negative infinity. All suite vectors agree.
 */
@AutoService(EspdlKernel.class)
public final class PReluKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("PRelu");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] sizes = context.input(0).toSizes();
        context.setOutput(0, sizes);
        Optional<PreparedNode> table = LookUp.of(context);
        if (table.isPresent()) {
            return table.get();
        }
        int slopes = context.input(1).count();
        context.require(
                slopes == 1 || (sizes.length > 0 && slopes == sizes[sizes.length - 1]),
                "it has " + slopes + " slopes",
                "give one for each channel, or one for all");
        int positive = context.output(0).exponent() - context.input(0).exponent();
        int negative = positive - context.input(1).exponent();
        return context.path(context.input(0).type()).slopes() == SlopeKernel.ROUNDED
                ? run -> rounded(run, positive, negative)
                : run -> floored(run, negative);
    }

    private static void rounded(NodeRun run, int positive, int negative) {
        EspdlArray input = run.input(0);
        EspdlArray slopes = run.input(1);
        for (int i = 0; i < input.count(); i++) {
            long x = input.integer(i);
            long result = x > 0
                    ? run.rounding().shift(x, positive)
                    : run.rounding().shift(x * slopes.integer(i % slopes.count()), negative);
            run.output(0).putNearest(i, result);
        }
    }

    private static void floored(NodeRun run, int shift) {
        EspdlArray input = run.input(0);
        EspdlArray slopes = run.input(1);
        for (int i = 0; i < input.count(); i++) {
            long x = input.integer(i);
            long product = x * slopes.integer(i % slopes.count());
            long scaled = shift > 0 ? product >> Math.min(shift, 63) : product << Math.min(-shift, 31);
            run.output(0).putNearest(i, x >= 0 ? x : scaled);
        }
    }
}
