package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.quant.BitWidth;
import dev.espquant.target.Runtime;

/**
 * Softmax of the dequantized input in single precision, then {@link EspDl1Assumptions#quantizeResult}. Up to opset 12 all axes from the given one
 * on are one row; from opset 13 on rows run along the axis alone.
 */
@AutoService(OperatorKernel.class)
public final class SoftmaxKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Softmax");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        int[] sizes = context.inputSizes(0);
        boolean alongOneAxis = context.opset() >= 13;
        int axis = Sizes.axis(context.node().intAttribute("axis", alongOneAxis ? -1 : 1), sizes.length);
        int length = 1;
        int step = 1;
        for (int i = axis; i < sizes.length; i++) {
            if (i == axis || !alongOneAxis) {
                length *= sizes[i];
            } else {
                step *= sizes[i];
            }
        }
        return new Rows(context, length, step);
    }

    /** Rows of {@code length} elements that lie {@code step} apart. */
    private static final class Rows implements PreparedKernel {
        private final int length;
        private final int step;
        private final int inputExponent;
        private final int outputExponent;
        private final BitWidth bits;

        Rows(KernelContext context, int length, int step) {
            this.length = length;
            this.step = step;
            this.inputExponent = context.inputExponent(0);
            this.outputExponent = context.outputExponent();
            this.bits = context.bits();
        }

        @Override
        public long compute(int[][] inputs, int[] output) {
            double[] powers = new double[length];
            for (int block = 0; block < output.length; block += length * step) {
                for (int first = block; first < block + step; first++) {
                    row(inputs[0], first, powers, output);
                }
            }
            return 0;
        }

        private void row(int[] input, int first, double[] powers, int[] output) {
            int max = bits.min();
            for (int i = 0; i < length; i++) {
                max = Math.max(max, input[first + i * step]);
            }
            double sum = 0;
            for (int i = 0; i < length; i++) {
                powers[i] = StrictMath.exp(Math.scalb((double) (input[first + i * step] - max), inputExponent));
                sum += powers[i];
            }
            for (int i = 0; i < length; i++) {
                output[first + i * step] =
                        EspDl1Assumptions.quantizeResult((float) (powers[i] / sum), outputExponent, bits);
            }
        }
    }
}
