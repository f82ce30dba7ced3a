package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.target.Runtime;

/** Concat: integers side by side. Calibration gives all inputs one exponent; where a table does not, integers are still copied, as a chip does. */
@AutoService(OperatorKernel.class)
public final class ConcatKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Concat");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        int[] out = context.outputSizes();
        int axis = Sizes.axis(context.node().intAttribute("axis", 1), out.length);
        int[] blocks = new int[context.node().inputs().size()];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = blockSize(context.inputSizes(i), axis);
        }
        int outBlock = blockSize(out, axis);
        return (inputs, output) -> {
            for (int base = 0, outer = 0; base < output.length; base += outBlock, outer++) {
                int to = base;
                for (int i = 0; i < blocks.length; i++) {
                    System.arraycopy(inputs[i], outer * blocks[i], output, to, blocks[i]);
                    to += blocks[i];
                }
            }
            return 0;
        };
    }

    /** Elements that lie together: one index of all axes before, everything from the axis on. */
    private static int blockSize(int[] sizes, int axis) {
        int size = 1;
        for (int i = axis; i < sizes.length; i++) {
            size *= sizes[i];
        }
        return size;
    }
}
