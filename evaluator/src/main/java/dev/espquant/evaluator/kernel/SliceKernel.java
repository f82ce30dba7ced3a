package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.target.Runtime;

/** Slice: a part of the integers, steps of either sign. */
@AutoService(OperatorKernel.class)
public final class SliceKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Slice");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        return Gather.separable(context.inputSizes(0), context.axisSources()).kernel();
    }
}
