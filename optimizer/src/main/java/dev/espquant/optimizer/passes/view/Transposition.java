package dev.espquant.optimizer.passes.view;

import com.google.common.primitives.ImmutableLongArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Views that a Transpose makes. */
final class Transposition {
    private Transposition() {}

    /**
     * The Transpose of a tensor whose elements come in the order of a view. Axes of one element go where they are in the sizes that are wanted in
     * the end if that is possible; else they stay where they are.
     */
    static Optional<Movement.Transpose> direct(ImmutableLongArray source, View view, ImmutableLongArray wanted) {
        List<Integer> moved = new ArrayList<>();
        for (View.Run run : view.runs()) {
            Optional<List<Integer>> axes = axes(View.of(source), run);
            if (axes.isEmpty()) {
                return Optional.empty();
            }
            moved.addAll(axes.get());
        }
        long axesOfMany = source.stream().filter(size -> size > 1).count();
        if (view.offset() != 0
                || moved.size() != axesOfMany
                || moved.stream().distinct().count() != axesOfMany) {
            return Optional.empty();
        }
        Movement.Transpose fitting = transpose(source, moved, isOneOf(wanted, source, moved) ? wanted : source);
        return Optional.of(fitting);
    }

    /** A Reshape and a Transpose behind it that make a view of a whole tensor. */
    static Optional<List<Movement>> behindReshape(View view, long count) {
        int rank = view.sizes().length();
        List<Integer> bySize = new ArrayList<>(IntStream.range(0, rank)
                .filter(axis -> view.sizes().get(axis) > 1)
                .boxed()
                .sorted(Comparator.comparing(axis -> -view.strides().get(axis)))
                .toList());
        long[] sizes = new long[rank];
        long[] order = new long[rank];
        int next = 0;
        for (int axis = 0; axis < rank; axis++) {
            int from = view.sizes().get(axis) > 1 ? bySize.get(next++) : axis;
            sizes[axis] = view.sizes().get(from);
            order[from] = axis;
        }
        ImmutableLongArray reshaped = ImmutableLongArray.copyOf(sizes);
        boolean whole = view.offset() == 0
                && view.count() == count
                && View.of(reshaped).transposed(order).runs().equals(view.runs());
        return whole
                ? Optional.of(List.of(
                        new Movement.Reshape(reshaped),
                        new Movement.Transpose(ImmutableLongArray.copyOf(order), view.sizes())))
                : Optional.empty();
    }

    /** The neighbouring axes of a tensor that a run goes over, from the outermost to the innermost. */
    private static Optional<List<Integer>> axes(View tensor, View.Run run) {
        List<Integer> axes = new ArrayList<>();
        long size = 1;
        for (int axis = tensor.sizes().length() - 1; axis >= 0 && size < run.size(); axis--) {
            boolean inside = !axes.isEmpty() || tensor.strides().get(axis) == run.stride();
            if (inside && tensor.sizes().get(axis) > 1) {
                axes.add(0, axis);
                size *= tensor.sizes().get(axis);
            }
        }
        return size == run.size() ? Optional.of(axes) : Optional.empty();
    }

    /** Whether wanted sizes are those of the axes of many elements in their new order, with as many axes of one element between. */
    private static boolean isOneOf(ImmutableLongArray wanted, ImmutableLongArray source, List<Integer> moved) {
        long[] many = wanted.stream().filter(size -> size > 1).toArray();
        return wanted.length() == source.length()
                && Arrays.equals(many, moved.stream().mapToLong(source::get).toArray());
    }

    /** Puts axes of many elements in a new order; those of one element are where a pattern of sizes has them. */
    private static Movement.Transpose transpose(
            ImmutableLongArray source, List<Integer> moved, ImmutableLongArray pattern) {
        long[] single = LongStream.range(0, source.length())
                .filter(axis -> source.get((int) axis) == 1)
                .toArray();
        long[] order = new long[source.length()];
        int nextSingle = 0;
        int nextMoved = 0;
        for (int axis = 0; axis < order.length; axis++) {
            order[axis] = pattern.get(axis) == 1 ? single[nextSingle++] : moved.get(nextMoved++);
        }
        return new Movement.Transpose(
                ImmutableLongArray.copyOf(order),
                ImmutableLongArray.copyOf(
                        Arrays.stream(order).map(a -> source.get((int) a)).toArray()));
    }
}
