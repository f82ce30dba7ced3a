package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.SliceArguments;
import dev.espquant.target.Runtime;
import java.util.stream.IntStream;

/** Slice: a part of the integers, steps of either sign. */
@AutoService(OperatorKernel.class)
public final class SliceKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Slice");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        int[] in = context.inputSizes(0);
        int[] out = context.outputSizes();
        SliceArguments slice = SliceArguments.of(context.graph(), context.node());
        int[][] sources = new int[in.length][];
        for (int axis = 0; axis < in.length; axis++) {
            sources[axis] = IntStream.range(0, in[axis]).toArray();
        }
        for (int i = 0; i < slice.axes().length(); i++) {
            int axis = Sizes.axis(slice.axes().get(i), in.length);
            int first = first(slice.starts().get(i), slice.steps().get(i), in[axis]);
            int step = Math.toIntExact(slice.steps().get(i));
            sources[axis] =
                    IntStream.range(0, out[axis]).map(k -> first + k * step).toArray();
        }
        return Gather.separable(in, sources).kernel();
    }

    /** A start as an index: negative ones count from the end, those outside are drawn to the nearest element. */
    private static int first(long start, long step, int size) {
        long index = start < 0 ? start + size : start;
        return (int) Math.max(0, Math.min(step > 0 ? size : size - 1L, index));
    }
}
