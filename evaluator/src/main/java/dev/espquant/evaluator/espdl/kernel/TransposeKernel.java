package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.kernel.Gather;
import dev.espquant.evaluator.kernel.Sizes;

/** Transpose: axes in another order; reversed where {@code perm} is absent. */
@AutoService(EspdlKernel.class)
public final class TransposeKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Transpose");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] in = context.input(0).toSizes();
        int[] perm = permutation(context, in.length);
        int[] strides = Sizes.strides(in);
        int[] out = new int[in.length];
        int[] permuted = new int[in.length];
        boolean[] seen = new boolean[in.length];
        for (int i = 0; i < in.length; i++) {
            int axis = context.axis(perm[i], in.length);
            context.require(!seen[axis], "perm names axis " + axis + " twice", "export the model again");
            seen[axis] = true;
            out[i] = in[axis];
            permuted[i] = strides[axis];
        }
        context.setOutput(0, out);
        return Movement.gather(context, Gather.strided(out, 0, permuted).sources(), 0);
    }

    private static int[] permutation(EspdlContext context, int rank) {
        if (context.node().attribute("perm").isPresent()) {
            return context.ints("perm", rank, 0);
        }
        int[] reversed = new int[rank];
        for (int i = 0; i < rank; i++) {
            reversed[i] = rank - 1 - i;
        }
        return reversed;
    }
}
