package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.kernel.Gather;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * InsertZeros, the first half of a transposed convolution: {@code stride - 1} zeros between neighbours along each spatial axis, and
 * {@code output_padding} zeros behind the last.
 */
@AutoService(EspdlKernel.class)
public final class InsertZerosKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("InsertZeros");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] in = context.input(0).toSizes();
        context.require(in.length >= 3, "its input has no spatial axis", "give it N x H x W x C or N x W x C");
        int spatial = in.length - 2;
        int[] strides = perAxis(context, "stride", spatial, 1);
        int[] padding = perAxis(context, "output_padding", spatial, 0);
        int[] out = in.clone();
        int[][] axes = new int[in.length][];
        axes[0] = IntStream.range(0, in[0]).toArray();
        axes[in.length - 1] = IntStream.range(0, in[in.length - 1]).toArray();
        for (int i = 0; i < spatial; i++) {
            int stride = strides[i];
            context.require(stride > 0 && padding[i] >= 0, "its stride is not positive", "export the model again");
            out[i + 1] = Math.addExact(Math.multiplyExact(in[i + 1] - 1, stride) + 1, padding[i]);
            int size = in[i + 1];
            axes[i + 1] = IntStream.range(0, out[i + 1])
                    .map(at -> at % stride == 0 && at / stride < size ? at / stride : Gather.FILL)
                    .toArray();
        }
        context.setOutput(0, out);
        return Movement.gather(context, Gather.separable(in, axes).sources(), 0);
    }

    /** One number for each axis, or one for all. */
    private static int[] perAxis(EspdlContext context, String attribute, int axes, int defaultValue) {
        boolean one =
                context.node().intsAttribute(attribute).map(v -> v.length == 1).orElse(false);
        if (!one) {
            return context.ints(attribute, axes, defaultValue);
        }
        int[] all = new int[axes];
        Arrays.fill(all, context.ints(attribute, 1, defaultValue)[0]);
        return all;
    }
}
