package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.target.Runtime;

/** Expand: integers repeated along axes of size 1. */
@AutoService(OperatorKernel.class)
public final class ExpandKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Expand");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        int[] target = context.outputSizes();
        return Gather.strided(target, 0, Sizes.broadcastStrides(context.inputSizes(0), target))
                .kernel();
    }
}
