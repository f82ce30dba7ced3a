package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.target.Runtime;
import dev.espquant.target.espdl1.ConstantRules;
import java.util.Optional;

/** Clip between integer bounds; see {@link ConstantRules#bound}. Bounds are attributes up to opset 10 and inputs from then on. */
@AutoService(OperatorKernel.class)
public final class ClipKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Clip");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        int low = bound(context, 1, "min", Double.NEGATIVE_INFINITY);
        int high = bound(context, 2, "max", Double.POSITIVE_INFINITY);
        return (inputs, output) -> {
            for (int i = 0; i < output.length; i++) {
                output[i] = Math.min(Math.max(inputs[0][i], low), high);
            }
            return 0;
        };
    }

    /** Where the bounds cross, ONNX gives the upper one; a range that is empty is left to {@link #prepare}. */
    @Override
    public Optional<EngineOperator> describe(KernelContext context) {
        int low = bound(context, 1, "min", Double.NEGATIVE_INFINITY);
        int high = bound(context, 2, "max", Double.POSITIVE_INFINITY);
        return low <= high ? Optional.of(new EngineOperator.Clamp(low, high)) : Optional.empty();
    }

    private static int bound(KernelContext context, int input, String attribute, double none) {
        double bound = context.initializer(input)
                .map(tensor -> tensor.toDoubles()[0])
                .orElseGet(() -> context.node().attribute(attribute).isPresent()
                        ? (double) context.node().floatAttribute(attribute, 0)
                        : none);
        return ConstantRules.bound(bound, context.inputExponent(0), context.bits());
    }
}
