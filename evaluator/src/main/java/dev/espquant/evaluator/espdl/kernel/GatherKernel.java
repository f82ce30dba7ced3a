package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.PreparedNode;
import java.util.Arrays;

/** Gather by constant indices along one axis; negative indices count from the end, as in ONNX. */
@AutoService(EspdlKernel.class)
public final class GatherKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Gather");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] in = context.input(0).toSizes();
        int axis = context.axis(context.node().intAttribute("axis", 0), in.length);
        long[] indices =
                context.longs(1).orElseThrow(() -> context.error("it has no indices", "export the model again"));
        int outer = EspdlArray.count(Arrays.copyOf(in, axis));
        int inner = EspdlArray.count(Arrays.copyOfRange(in, axis + 1, in.length));
        int[] sources = new int[Math.multiplyExact(Math.multiplyExact(outer, indices.length), inner)];
        int at = 0;
        for (int block = 0; block < outer; block++) {
            for (long index : indices) {
                int first = (block * in[axis] + element(context, index, in[axis])) * inner;
                for (int i = 0; i < inner; i++) {
                    sources[at++] = first + i;
                }
            }
        }
        context.setOutput(0, outSizes(in, axis, context.input(1).toSizes()));
        return Movement.gather(context, sources, 0);
    }

    private static int element(EspdlContext context, long index, int size) {
        context.require(
                index >= -size && index < size, "index " + index + " is outside of its axis", "export the model again");
        return (int) (index < 0 ? index + size : index);
    }

    /** The indices' sizes in the place of the axis. */
    private static int[] outSizes(int[] in, int axis, int[] indices) {
        return Ints.concat(Arrays.copyOf(in, axis), indices, Arrays.copyOfRange(in, axis + 1, in.length));
    }
}
