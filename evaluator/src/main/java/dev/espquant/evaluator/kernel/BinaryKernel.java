package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.engine.ElementwiseLayer;
import dev.espquant.evaluator.engine.Shift;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import dev.espquant.target.Runtime;
import java.util.Arrays;
import java.util.Optional;

/**
 * Two operands, element by element, with numpy's broadcasting: Add, Sub, Mul, Max, Min.
 *
 * <p>Add: each operand is shifted to the larger exponent, rounding toward negative infinity; the sum is shifted to the output's exponent likewise
 * and saturated (equal to the vendor's evaluator on all golden vectors). The others: {@link EspDl1Assumptions}.
 */
@AutoService(OperatorKernel.class)
public final class BinaryKernel implements OperatorKernel {
    /** Two integers of known exponents to one of the output's. */
    @FunctionalInterface
    private interface Operation {
        long apply(long a, long b);
    }

    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Add", "Sub", "Mul", "Max", "Min");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        int[] target = context.outputSizes();
        Gather first = Gather.strided(target, 0, Sizes.broadcastStrides(context.inputSizes(0), target));
        Gather second = Gather.strided(target, 0, Sizes.broadcastStrides(context.inputSizes(1), target));
        Operation operation = operation(context);
        BitWidth bits = context.bits();
        return (inputs, output) -> {
            for (int i = 0; i < output.length; i++) {
                output[i] = bits.saturate(operation.apply(inputs[0][first.source(i)], inputs[1][second.source(i)]));
            }
            return 0;
        };
    }

    /** Operands of equal sizes; what numpy's broadcasting repeats, and constants, are left to {@link #prepare}. */
    @Override
    public Optional<EngineOperator> describe(KernelContext context) {
        boolean equal = Arrays.equals(context.inputSizes(0), context.inputSizes(1));
        if (!equal || context.isConstant(0) || context.isConstant(1)) {
            return Optional.empty();
        }
        int a = context.inputExponent(0);
        int b = context.inputExponent(1);
        int out = context.outputExponent();
        int common = Math.max(a, b);
        boolean product = context.node().is("Mul");
        return Optional.of(new EngineOperator.Elementwise(new ElementwiseLayer(
                ElementwiseLayer.Operation.of(context.node().opType()),
                product ? 0 : a - common,
                product ? 0 : b - common,
                product ? a + b - out : common - out,
                context.arithmetic().shiftRounding(),
                context.bits().min(),
                context.bits().max())));
    }

    private static Operation operation(KernelContext context) {
        int a = context.inputExponent(0);
        int b = context.inputExponent(1);
        int out = context.outputExponent();
        RoundingMode rounding = context.arithmetic().shiftRounding();
        return switch (context.node().opType()) {
            case "Add" -> aligned(Long::sum, a, b, out, rounding);
            case "Sub" -> aligned((x, y) -> x - y, a, b, out, rounding);
            case "Mul" -> (x, y) -> EspDl1Assumptions.product(x, y, a, b, out, rounding);
            case "Max" -> aligned(Math::max, a, b, out, rounding);
            case "Min" -> aligned(Math::min, a, b, out, rounding);
            default -> throw context.error("no such element-wise operation", "use Add, Sub, Mul, Max or Min");
        };
    }

    private static Operation aligned(Operation operation, int a, int b, int out, RoundingMode rounding) {
        int common = Math.max(a, b);
        return (x, y) -> Shift.scale(
                operation.apply(Shift.scale(x, a - common, rounding), Shift.scale(y, b - common, rounding)),
                common - out,
                rounding);
    }
}
