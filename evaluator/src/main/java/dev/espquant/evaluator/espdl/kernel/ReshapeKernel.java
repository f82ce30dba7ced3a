package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.PreparedNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reshape, Flatten, Squeeze, Unsqueeze and Identity: the same elements in the same order under other sizes. ONNX's rules. */
@AutoService(EspdlKernel.class)
public final class ReshapeKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] in = context.input(0).toSizes();
        context.setOutput(
                0,
                switch (context.node().opType()) {
                    case "Reshape" -> reshape(context, in);
                    case "Flatten" -> flatten(context, in);
                    case "Squeeze" -> squeeze(context, in);
                    case "Unsqueeze" -> unsqueeze(context, in);
                    default -> in;
                });
        return Movement.reshape(context);
    }

    /** By the shape that input 1 gives; 0 keeps a size, -1 takes the rest. By the file where it is not constant. */
    private static int[] reshape(EspdlContext context, int[] in) {
        Optional<long[]> shape = context.hasInput(1) && context.constant(1).isEmpty()
                ? Optional.empty()
                : context.longs(1).or(() -> context.node().intsAttribute("shape"));
        if (shape.isEmpty()) {
            return context.output(0).toSizes();
        }
        long[] given = shape.get();
        boolean keepsZero = context.node().intAttribute("allowzero", 0) != 0;
        int[] out = new int[given.length];
        int rest = -1;
        int known = 1;
        for (int i = 0; i < out.length; i++) {
            out[i] = given[i] == 0 && !keepsZero && i < in.length ? in[i] : Math.toIntExact(given[i]);
            context.require(out[i] >= 0 || (out[i] == -1 && rest < 0), "its shape has " + out[i], "export it again");
            if (out[i] < 0) {
                rest = i;
            } else {
                known = Math.multiplyExact(known, out[i]);
            }
        }
        if (rest >= 0) {
            context.require(known != 0, "its shape has both 0 and -1", "export the model again");
            out[rest] = EspdlArray.count(in) / known;
        }
        return out;
    }

    private static int[] flatten(EspdlContext context, int[] in) {
        long given = context.node().intAttribute("axis", 1);
        int axis = given == in.length ? in.length : context.axis(given, in.length);
        return new int[] {
            EspdlArray.count(Arrays.copyOf(in, axis)), EspdlArray.count(Arrays.copyOfRange(in, axis, in.length))
        };
    }

    private static int[] squeeze(EspdlContext context, int[] in) {
        Optional<long[]> axes = axes(context);
        List<Integer> out = new ArrayList<>(Ints.asList(in));
        int[] removed = axes.map(given -> Arrays.stream(given)
                        .mapToInt(a -> context.axis(a, in.length))
                        .sorted()
                        .toArray())
                .orElseGet(() -> ones(in));
        for (int i = removed.length - 1; i >= 0; i--) {
            context.require(in[removed[i]] == 1, "axis " + removed[i] + " is not of size 1", "export the model again");
            out.remove(removed[i]);
        }
        return Ints.toArray(out);
    }

    private static int[] unsqueeze(EspdlContext context, int[] in) {
        long[] axes = axes(context).orElseThrow(() -> context.error("it has no axes", "export the model again"));
        int rank = in.length + axes.length;
        List<Integer> out = new ArrayList<>(Ints.asList(in));
        Arrays.stream(axes)
                .mapToInt(a -> context.axis(a, rank))
                .sorted()
                .forEach(axis -> out.add(Math.min(axis, out.size()), 1));
        return Ints.toArray(out);
    }

    private static Optional<long[]> axes(EspdlContext context) {
        return context.longs(1).or(() -> context.node().intsAttribute("axes"));
    }

    private static int[] ones(int[] in) {
        return IntStream.range(0, in.length).filter(i -> in[i] == 1).toArray();
    }
}
