package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.kernel.Gather;

/**
 * StreamingCache: the frames of earlier runs, then the new ones. The runtime keeps {@code window_size - 1} frames and copies them in front as one
 * piece of memory, whichever axis the frames run along. A run here is the first one, so they are zeros.
 */
@AutoService(EspdlKernel.class)
public final class StreamingCacheKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("StreamingCache");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] out = context.input(0).toSizes();
        int axis = context.axis(context.node().intAttribute("frame_axis", 1), out.length);
        out[axis] += Math.toIntExact(context.node().intAttribute("window_size", 1)) - 1;
        context.setOutput(0, out);
        int[] sources = new int[context.output(0).count()];
        int kept = sources.length - context.input(0).count();
        context.require(kept >= 0, "its window_size is below 1", "export the model again");
        for (int i = 0; i < sources.length; i++) {
            sources[i] = i < kept ? Gather.FILL : i - kept;
        }
        return Movement.gather(context, sources, 0);
    }
}
