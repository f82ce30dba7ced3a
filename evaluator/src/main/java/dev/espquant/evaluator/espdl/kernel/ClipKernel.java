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
 * Clip: through its table if it has one; else between two integers of the input's exponent (inputs 1 and 2), then
 * {@code round(x * 2^(e_in - e_out))}. All suite vectors agree.
 */
@AutoService(EspdlKernel.class)
public final class ClipKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Clip");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        context.setOutput(0, context.input(0).toSizes());
        Optional<PreparedNode> table = LookUp.of(context);
        if (table.isPresent()) {
            return table.get();
        }
        for (int i = 1; i <= 2; i++) {
            context.require(
                    !context.hasInput(i) || context.input(i).count() == 1,
                    "a bound is not one number",
                    "export the model again");
        }
        float scale =
                Rounding.power(context.input(0).exponent() - context.output(0).exponent());
        return EngineTable.describe(context, run -> clip(run, scale));
    }

    private static void clip(NodeRun run, float scale) {
        EspdlArray input = run.input(0);
        EspdlArray output = run.output(0);
        float least = run.optionalInput(1).map(b -> b.real(0)).orElse(Float.NEGATIVE_INFINITY);
        float most = run.optionalInput(2).map(b -> b.real(0)).orElse(Float.POSITIVE_INFINITY);
        for (int i = 0; i < output.count(); i++) {
            float value = input.real(i);
            float clipped = value < least ? least : value > most ? most : value;
            run.storeReal(output, i, output.isReal() ? clipped : clipped * scale);
        }
    }
}
