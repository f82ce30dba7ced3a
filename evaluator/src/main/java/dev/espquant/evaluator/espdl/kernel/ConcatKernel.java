package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.kernel.EngineOperator;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Concat along one axis, of arrays with the output's exponent: the integers pass as they are. */
@AutoService(EspdlKernel.class)
public final class ConcatKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Concat");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] out = context.input(0).toSizes();
        int axis = context.axis(context.node().intAttribute("axis", 0), out.length);
        int inputs = context.node().inputs().size();
        out[axis] = 0;
        for (int i = 0; i < inputs; i++) {
            int[] in = context.input(i).toSizes();
            context.require(in.length == out.length, "its inputs differ in rank", "export the model again");
            out[axis] += in[axis];
            in[axis] = out[axis];
            context.require(
                    Arrays.equals(in, out),
                    "its inputs differ along another axis than " + axis,
                    "export the model again");
            Movement.requireSameType(context, i);
        }
        context.setOutput(0, out);
        int outer = EspdlArray.count(Arrays.copyOf(out, axis));
        PreparedNode definition = run -> concat(run, outer, inputs);
        return definition.describedBy(() -> describe(context, outer, inputs));
    }

    private static Optional<EngineOperator> describe(EspdlContext context, int outer, int inputs) {
        if (outer == 0 || !IntStream.range(0, inputs).allMatch(context::isComputed)) {
            return Optional.empty();
        }
        ImmutableIntArray lengths = ImmutableIntArray.copyOf(
                IntStream.range(0, inputs).map(i -> context.input(i).count() / outer));
        return Optional.of(new EngineOperator.Join(outer, lengths));
    }

    private static void concat(NodeRun run, int outer, int inputs) {
        EspdlArray output = run.output(0);
        int at = 0;
        for (int block = 0; block < outer; block++) {
            for (int i = 0; i < inputs; i++) {
                EspdlArray input = run.input(i);
                int length = input.count() / outer;
                for (int j = 0; j < length; j++) {
                    output.copy(at++, input, block * length + j);
                }
            }
        }
    }
}
