package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.kernel.Gather;
import dev.espquant.ir.PadSources;
import dev.espquant.ir.espdl.EspdlTensor;

/**
 * Pad: with a constant (input 2, an integer at the input's exponent), the edge, or a reflection. Pads are input 1, for the axes of input 3 or for
 * all.
 */
@AutoService(EspdlKernel.class)
public final class PadKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Pad");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] in = context.input(0).toSizes();
        long[] pads = pads(context, in.length);
        int[] out = new int[in.length];
        for (int axis = 0; axis < in.length; axis++) {
            out[axis] = Math.toIntExact(in[axis] + pads[axis] + pads[axis + in.length]);
        }
        context.setOutput(0, out);
        String mode = context.node().textAttribute("mode", "constant");
        int[][] axes = PadSources.of(context.node(), mode, pads, in, out).axes().stream()
                .map(axis -> axis.toArray())
                .toArray(int[][]::new);
        return Movement.gather(context, Gather.separable(in, axes).sources(), fill(context));
    }

    private static long[] pads(EspdlContext context, int rank) {
        long[] given = context.longs(1).orElseThrow(() -> context.error("it has no pads", "export the model again"));
        long[] axes = context.longs(3).orElseGet(() -> {
            long[] all = new long[rank];
            for (int i = 0; i < rank; i++) {
                all[i] = i;
            }
            return all;
        });
        context.require(given.length == 2 * axes.length, "it has " + given.length + " pads", "give two for each axis");
        long[] pads = new long[2 * rank];
        for (int i = 0; i < axes.length; i++) {
            int axis = context.axis(axes[i], rank);
            pads[axis] = given[i];
            pads[axis + rank] = given[i + axes.length];
        }
        return pads;
    }

    private static long fill(EspdlContext context) {
        return context.constant(2)
                .map(EspdlTensor::elements)
                .filter(t -> t.elementCount() > 0)
                .map(t -> (long) t.toDoubles()[0])
                .orElse(0L);
    }
}
