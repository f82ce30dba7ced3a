package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.target.Runtime;
import java.util.Optional;

/** Operators that only name the same integers in the same order anew. */
@AutoService(OperatorKernel.class)
public final class CopyKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity", "Dropout");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        if (Sizes.count(context.inputSizes(0)) != context.outputElements()) {
            throw context.error("input and output hold different numbers of elements", "export the model again");
        }
        return (inputs, output) -> {
            System.arraycopy(inputs[0], 0, output, 0, output.length);
            return 0;
        };
    }

    @Override
    public Optional<EngineOperator> describe(KernelContext context) {
        return Optional.of(new EngineOperator.Copy());
    }
}
