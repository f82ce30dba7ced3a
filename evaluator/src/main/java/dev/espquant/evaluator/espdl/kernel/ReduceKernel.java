package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.kernel.Gather;
import dev.espquant.evaluator.kernel.Sizes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The reductions over axes (input 1, constant; all of them where it is left out). What is made of the elements is in {@link Reduction}. */
@AutoService(EspdlKernel.class)
public final class ReduceKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return Arrays.stream(Reduction.values()).map(Reduction::opType).collect(ImmutableSet.toImmutableSet());
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] in = context.input(0).toSizes();
        boolean[] reduced = reduced(context, in.length);
        context.setOutput(0, outSizes(context, in, reduced));
        int count = 1;
        List<Integer> order = new ArrayList<>();
        for (int axis = 0; axis < in.length; axis++) {
            if (!reduced[axis]) {
                order.add(axis);
            }
        }
        for (int axis = 0; axis < in.length; axis++) {
            if (reduced[axis]) {
                order.add(axis);
                count *= in[axis];
            }
        }
        int[] sources = reordered(in, order);
        Reduction reduction = Reduction.of(context.node().opType());
        int length = count;
        return run -> reduce(run, reduction, sources, length);
    }

    /** The elements of each output element one behind the other, in the order of the input. */
    private static int[] reordered(int[] in, List<Integer> order) {
        int[] strides = Sizes.strides(in);
        int[] sizes = order.stream().mapToInt(axis -> in[axis]).toArray();
        int[] steps = order.stream().mapToInt(axis -> strides[axis]).toArray();
        return Gather.strided(sizes, 0, steps).sources();
    }

    private static void reduce(NodeRun run, Reduction reduction, int[] sources, int length) {
        EspdlArray output = run.output(0);
        for (int i = 0; i < output.count(); i++) {
            reduction.compute(run, sources, i * length, length, i);
        }
    }

    private static boolean[] reduced(EspdlContext context, int rank) {
        boolean[] reduced = new boolean[rank];
        long[] axes =
                context.longs(1).or(() -> context.node().intsAttribute("axes")).orElseGet(() -> new long[0]);
        for (long axis : axes) {
            reduced[context.axis(axis, rank)] = true;
        }
        if (axes.length == 0 && context.node().intAttribute("noop_with_empty_axes", 0) == 0) {
            Arrays.fill(reduced, true);
        }
        return reduced;
    }

    /** Without {@code keepdims} a whole reduction has one element under rank 1. */
    private static int[] outSizes(EspdlContext context, int[] in, boolean[] reduced) {
        boolean keep = context.node().intAttribute("keepdims", 1) != 0;
        List<Integer> out = new ArrayList<>();
        for (int axis = 0; axis < in.length; axis++) {
            if (!reduced[axis] || keep) {
                out.add(reduced[axis] ? 1 : in[axis]);
            }
        }
        if (out.isEmpty() && in.length > 0 && context.output(0).rank() == 1) {
            out.add(1);
        }
        return out.stream().mapToInt(Integer::intValue).toArray();
    }
}
