package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.PadSources;
import dev.espquant.target.Runtime;
import dev.espquant.target.espdl1.ConstantRules;

/** Pad with a constant ({@link ConstantRules#bound} says its integer), with the edge, or with a reflection. */
@AutoService(OperatorKernel.class)
public final class PadKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Pad");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        double fill = PadSources.fill(context.graph(), context.node());
        return Gather.separable(context.inputSizes(0), context.axisSources())
                .kernel(ConstantRules.bound(fill, context.inputExponent(0), context.bits()));
    }
}
