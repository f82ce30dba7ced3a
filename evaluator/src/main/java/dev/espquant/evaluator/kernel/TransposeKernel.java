package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.target.Runtime;
import java.util.stream.LongStream;

/** Transpose: integers in another order. */
@AutoService(OperatorKernel.class)
public final class TransposeKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Transpose");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        int[] sizes = context.inputSizes(0);
        int rank = sizes.length;
        long[] perm = context.node()
                .intsAttribute("perm")
                .orElseGet(
                        () -> LongStream.range(0, rank).map(i -> rank - 1 - i).toArray());
        int[] strides = Sizes.strides(sizes);
        int[] permuted = new int[rank];
        for (int i = 0; i < rank; i++) {
            permuted[i] = strides[Sizes.axis(perm[i], rank)];
        }
        return Gather.strided(context.outputSizes(), 0, permuted).kernel();
    }
}
