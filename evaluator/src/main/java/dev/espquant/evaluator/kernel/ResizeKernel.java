package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.target.Runtime;

/** Resize to the nearest neighbour: each output element is a copy of an input element. */
@AutoService(OperatorKernel.class)
public final class ResizeKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Resize");
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
