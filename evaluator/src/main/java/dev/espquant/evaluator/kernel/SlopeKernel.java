package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.engine.Shift;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import dev.espquant.target.Runtime;
import dev.espquant.target.espdl1.ConstantRules;

/**
 * LeakyRelu and PRelu: positive integers pass, negative ones become {@code saturate(floor(x * slope))} with the slope as
 * {@link ConstantRules#slope} says; the exponent does not change.
 */
@AutoService(OperatorKernel.class)
public final class SlopeKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("LeakyRelu", "PRelu");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        BitWidth bits = context.bits();
        RoundingMode rounding = context.arithmetic().shiftRounding();
        int fractionBits = ConstantRules.slopeFractionBits(bits);
        long[] slopes = slopes(context);
        Gather slopeOf = slopeOf(context);
        return (inputs, output) -> {
            for (int i = 0; i < output.length; i++) {
                int x = inputs[0][i];
                output[i] =
                        x >= 0 ? x : bits.saturate(Shift.scale(x * slopes[slopeOf.source(i)], -fractionBits, rounding));
            }
            return 0;
        };
    }

    private static long[] slopes(KernelContext context) {
        if (context.node().is("LeakyRelu")) {
            return new long[] {ConstantRules.slope(context.node().floatAttribute("alpha", 0.01f), context.bits())};
        }
        double[] slopes = context.initializer(1).orElseThrow().toDoubles();
        long[] result = new long[slopes.length];
        for (int i = 0; i < slopes.length; i++) {
            result[i] = ConstantRules.slope((float) slopes[i], context.bits());
        }
        return result;
    }

    /** Which slope an output element takes. */
    private static Gather slopeOf(KernelContext context) {
        int[] target = context.outputSizes();
        int[] sizes = context.node().is("LeakyRelu") ? new int[0] : context.inputSizes(1);
        return Gather.strided(target, 0, Sizes.broadcastStrides(sizes, target));
    }
}
