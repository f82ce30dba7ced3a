package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.ir.DataType;

/**
 * Softmax and LogSoftmax along one axis, in float32, which their output is: of int8 without, of int16 and float32 with subtraction of the largest
 * number. All suite vectors agree to 2e-6.
 */
@AutoService(EspdlKernel.class)
public final class SoftmaxKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Softmax", "LogSoftmax");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] sizes = context.input(0).toSizes();
        context.setOutput(0, sizes);
        context.require(
                context.output(0).type() == DataType.FLOAT, "its output is not float32", "let a QuantizeLinear follow");
        Rows rows = Rows.along(sizes, context.axis(context.node().intAttribute("axis", -1), sizes.length));
        boolean logarithm = context.node().is("LogSoftmax");
        boolean centered = context.input(0).type() != DataType.INT8;
        return run -> rows.each((first, step) -> row(run, rows.length(), first, step, logarithm, centered));
    }

    private static void row(NodeRun run, int length, int first, int step, boolean logarithm, boolean centered) {
        EspdlArray input = run.input(0);
        float[] output = run.output(0).floats();
        float largest = 0;
        for (int i = 0; centered && i < length; i++) {
            float value = Reals.of(input, first + i * step);
            largest = i == 0 ? value : Math.max(largest, value);
        }
        float sum = 0;
        for (int i = 0; i < length; i++) {
            float power = Reals.exp(Reals.of(input, first + i * step) - largest);
            output[first + i * step] = power;
            sum += power;
        }
        float logSum = Reals.log(sum);
        for (int i = 0; i < length; i++) {
            int at = first + i * step;
            output[at] = logarithm ? Reals.of(input, at) - largest - logSum : output[at] / sum;
        }
    }
}
