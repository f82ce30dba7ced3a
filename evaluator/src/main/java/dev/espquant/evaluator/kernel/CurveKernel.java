package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.quant.BitWidth;
import dev.espquant.target.Runtime;

/** Sigmoid and Tanh: the curve of the dequantized input in single precision, then {@link EspDl1Assumptions#quantizeResult}. */
@AutoService(OperatorKernel.class)
public final class CurveKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Sigmoid", "Tanh");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    /** There are 256 or 65,536 inputs at most: the whole curve is computed beforehand. */
    @Override
    public PreparedKernel prepare(KernelContext context) {
        boolean sigmoid = context.node().is("Sigmoid");
        BitWidth bits = context.bits();
        int[] table = new int[bits.max() - bits.min() + 1];
        for (int i = 0; i < table.length; i++) {
            double x = Math.scalb((double) (i + bits.min()), context.inputExponent(0));
            double y = sigmoid ? 1 / (1 + StrictMath.exp(-x)) : StrictMath.tanh(x);
            table[i] = EspDl1Assumptions.quantizeResult((float) y, context.outputExponent(), bits);
        }
        return (inputs, output) -> {
            for (int i = 0; i < output.length; i++) {
                output[i] = table[inputs[0][i] - bits.min()];
            }
            return 0;
        };
    }
}
