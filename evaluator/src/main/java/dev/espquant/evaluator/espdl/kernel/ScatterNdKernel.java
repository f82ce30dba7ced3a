package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.kernel.Sizes;
import dev.espquant.ir.GraphException;
import java.util.Arrays;

/** ScatterND: a copy of the data in which slices are replaced by, or joined with, updates. Integers saturate; exponents do not matter. */
@AutoService(EspdlKernel.class)
public final class ScatterNdKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("ScatterND");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] in = context.input(0).toSizes();
        int[] indices = context.input(1).toSizes();
        context.setOutput(0, in);
        Movement.requireSameType(context, 0);
        Movement.requireSameType(context, 2);
        context.require(indices.length > 0, "its indices have no axis", "export the model again");
        int depth = indices[indices.length - 1];
        context.require(depth <= in.length, "an index is longer than the data's rank", "export the model again");
        int slice = EspdlArray.count(Arrays.copyOfRange(in, depth, in.length));
        int slices = EspdlArray.count(Arrays.copyOf(indices, indices.length - 1));
        context.require(
                context.input(2).count() == slice * slices,
                "its updates do not fit its indices",
                "export the model again");
        Join join = Join.of(context);
        return run -> scatter(run, context, join, new int[] {slices, depth, slice});
    }

    private static void scatter(NodeRun run, EspdlContext context, Join join, int[] counts) {
        EspdlArray data = run.input(0);
        EspdlArray output = run.output(0);
        for (int i = 0; i < data.count(); i++) {
            output.copy(i, data, i);
        }
        for (int i = 0; i < counts[0]; i++) {
            int first = first(run.input(1), i * counts[1], counts[1], data.sizes(), context);
            for (int j = 0; j < counts[2]; j++) {
                join.put(run, first + j, i * counts[2] + j);
            }
        }
    }

    private static int first(EspdlArray indices, int at, int depth, int[] sizes, EspdlContext context) {
        int[] strides = Sizes.strides(sizes);
        int first = 0;
        for (int i = 0; i < depth; i++) {
            long index = indices.integer(at + i);
            if (index < -sizes[i] || index >= sizes[i]) {
                throw GraphException.because("index " + index + " is outside of the data")
                        .node(context.node())
                        .fix("check the input that the indices come from")
                        .build();
            }
            first += (int) (index < 0 ? index + sizes[i] : index) * strides[i];
        }
        return first;
    }

    /** What becomes of an old and a new element. */
    private enum Join {
        NONE,
        ADD,
        MUL,
        MAX,
        MIN;

        static Join of(EspdlContext context) {
            String reduction = context.node().textAttribute("reduction", "none");
            return Arrays.stream(values())
                    .filter(j -> j.name().equalsIgnoreCase(reduction))
                    .findFirst()
                    .orElseThrow(() -> context.error(
                            "reduction '" + reduction + "' does not exist", "use none, add, mul, max or min"));
        }

        void put(NodeRun run, int at, int update) {
            EspdlArray output = run.output(0);
            EspdlArray updates = run.input(2);
            if (this == NONE) {
                output.copy(at, updates, update);
            } else if (output.isReal()) {
                output.putReal(at, real(output.real(at), updates.real(update)));
            } else {
                output.putNearest(at, integer(output.integer(at), updates.integer(update)));
            }
        }

        private long integer(long old, long update) {
            return switch (this) {
                case NONE -> update;
                case ADD -> old + update;
                case MUL -> old * update;
                case MAX -> Math.max(old, update);
                case MIN -> Math.min(old, update);
            };
        }

        private float real(float old, float update) {
            return switch (this) {
                case NONE -> update;
                case ADD -> old + update;
                case MUL -> old * update;
                case MAX -> Math.max(old, update);
                case MIN -> Math.min(old, update);
            };
        }
    }
}
