package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import java.util.Arrays;

/** Split along one axis into the parts that the outputs' sizes tell. */
@AutoService(EspdlKernel.class)
public final class SplitKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Split");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] in = context.input(0).toSizes();
        int axis = context.axis(context.node().intAttribute("axis", 0), in.length);
        int outputs = context.node().outputs().size();
        int total = 0;
        for (int i = 0; i < outputs; i++) {
            int[] part = in.clone();
            part[axis] = part(context, axis, i, in);
            total += part[axis];
            context.setOutput(i, part);
        }
        context.require(total == in[axis], "its parts do not make up the axis", "export the model again");
        int outer = EspdlArray.count(Arrays.copyOf(in, axis));
        return run -> split(run, outer);
    }

    /** The length of a part: as input 1 says, else as the file says of the output. */
    private static int part(EspdlContext context, int axis, int i, int[] in) {
        long[] lengths = context.longs(1).orElseGet(() -> new long[0]);
        if (i < lengths.length) {
            context.require(lengths[i] >= 0 && lengths[i] <= in[axis], "a part is " + lengths[i], "export it again");
            return (int) lengths[i];
        }
        return context.output(i).rank() == in.length ? context.output(i).size(axis) : 0;
    }

    private static void split(NodeRun run, int outer) {
        EspdlArray input = run.input(0);
        int at = 0;
        for (int block = 0; block < outer; block++) {
            for (int i = 0; i < run.outputCount(); i++) {
                EspdlArray output = run.output(i);
                int length = output.count() / outer;
                for (int j = 0; j < length; j++) {
                    output.copy(block * length + j, input, at++);
                }
            }
        }
    }
}
