package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.kernel.Sizes;

/** ReverseSequence: for each batch the first {@code sequence_lens} steps in reverse, the others as they are. Constant lengths. */
@AutoService(EspdlKernel.class)
public final class ReverseSequenceKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("ReverseSequence");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] in = context.input(0).toSizes();
        int batchAxis = context.axis(context.node().intAttribute("batch_axis", 1), in.length);
        int timeAxis = context.axis(context.node().intAttribute("time_axis", 0), in.length);
        long[] lengths =
                context.longs(1).orElseThrow(() -> context.error("it has no lengths", "export the model again"));
        context.require(
                lengths.length == in[batchAxis], "it has " + lengths.length + " lengths", "give one for each batch");
        int[] strides = Sizes.strides(in);
        int[] sources = new int[context.input(0).count()];
        for (int i = 0; i < sources.length; i++) {
            int time = i / strides[timeAxis] % in[timeAxis];
            long length = lengths[i / strides[batchAxis] % in[batchAxis]];
            context.require(length <= in[timeAxis], "a length is beyond the time axis", "export the model again");
            int from = time < length ? (int) length - 1 - time : time;
            sources[i] = i + (from - time) * strides[timeAxis];
        }
        context.setOutput(0, in);
        return Movement.gather(context, sources, 0);
    }
}
