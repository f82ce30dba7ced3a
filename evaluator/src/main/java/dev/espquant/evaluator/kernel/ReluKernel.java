package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.target.Runtime;
import java.util.Optional;

/** {@code max(x, 0)}; the exponent does not change. */
@AutoService(OperatorKernel.class)
public final class ReluKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Relu");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        return (inputs, output) -> {
            for (int i = 0; i < output.length; i++) {
                output[i] = Math.max(inputs[0][i], 0);
            }
            return 0;
        };
    }

    @Override
    public Optional<EngineOperator> describe(KernelContext context) {
        return Optional.of(new EngineOperator.Clamp(0, context.bits().max()));
    }
}
