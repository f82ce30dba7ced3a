package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.kernel.Gather;
import dev.espquant.ir.AxisSources;
import dev.espquant.ir.SliceArguments;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Slice: starts, ends, axes and steps as inputs 1 to 4, constant; steps of either sign. ONNX's rules. */
@AutoService(EspdlKernel.class)
public final class SliceKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Slice");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] in = context.input(0).toSizes();
        SliceArguments slice = arguments(context);
        int[] out = in.clone();
        for (int i = 0; i < slice.axes().length(); i++) {
            int axis = context.axis(slice.axes().get(i), in.length);
            long step = slice.steps().get(i);
            context.require(step != 0, "a step is 0", "export the model again");
            out[axis] = length(slice.starts().get(i), slice.ends().get(i), step, in[axis]);
        }
        context.setOutput(0, out);
        int[][] axes = AxisSources.slice(slice, in, out).axes().stream()
                .map(axis -> axis.toArray())
                .toArray(int[][]::new);
        return Movement.gather(context, Gather.separable(in, axes).sources(), 0);
    }

    private static SliceArguments arguments(EspdlContext context) {
        long[] starts = context.longs(1).orElseThrow(() -> context.error("it has no starts", "export the model again"));
        long[] ends = context.longs(2).orElseThrow(() -> context.error("it has no ends", "export the model again"));
        long[] axes = context.longs(3)
                .orElseGet(() -> LongStream.range(0, starts.length).toArray());
        long[] steps = context.longs(4).orElseGet(() -> {
            long[] ones = new long[starts.length];
            Arrays.fill(ones, 1);
            return ones;
        });
        context.require(
                ends.length == starts.length && axes.length == starts.length && steps.length == starts.length,
                "starts, ends, axes and steps have different lengths",
                "export the model again");
        return new SliceArguments(
                ImmutableLongArray.copyOf(starts),
                ImmutableLongArray.copyOf(ends),
                ImmutableLongArray.copyOf(axes),
                ImmutableLongArray.copyOf(steps));
    }

    /** How many elements of an axis are taken. */
    private static int length(long start, long end, long step, int size) {
        long lowest = step > 0 ? 0 : -1;
        long highest = step > 0 ? size : size - 1L;
        long from = Math.max(lowest, Math.min(highest, start < 0 ? start + size : start));
        long to = Math.max(lowest, Math.min(highest, end < 0 && end > Long.MIN_VALUE / 2 ? end + size : end));
        long distance = step > 0 ? to - from : from - to;
        return distance <= 0 ? 0 : (int) ((distance - 1) / Math.abs(step) + 1);
    }
}
