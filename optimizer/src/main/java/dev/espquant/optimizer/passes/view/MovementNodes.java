package dev.espquant.optimizer.passes.view;

import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.passes.SliceParts;
import dev.espquant.optimizer.rewrite.Match;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** What nodes that only move data do to a view. */
final class MovementNodes {
    private static final ImmutableSet<String> SAME_ORDER =
            ImmutableSet.of("Flatten", "Reshape", "Squeeze", "Unsqueeze");

    private static final ImmutableSet<String> OTHERS = ImmutableSet.of("Gather", "Slice", "Transpose");

    private MovementNodes() {}

    static boolean isMovement(Node node) {
        return node.domain().isEmpty() && (SAME_ORDER.contains(node.opType()) || OTHERS.contains(node.opType()));
    }

    /** Whether a node leaves all elements as they lie, under other sizes. */
    static boolean keepsOrder(Node node) {
        return SAME_ORDER.contains(node.opType());
    }

    /**
     * The view that a node makes of a view.
     *
     * @param made the sizes of the node's output
     * @return empty if what the node does is not known before a run, or makes no view
     */
    static Optional<View> after(Match match, Node node, View view, ImmutableLongArray made) {
        if (keepsOrder(node)) {
            return view.reshaped(made);
        }
        Optional<View> moved = switch (node.opType()) {
            case "Transpose" -> transposed(node, view);
            case "Slice" -> sliced(match, node, view);
            default -> gathered(match, node, view);
        };
        return moved.flatMap(v -> v.reshaped(made));
    }

    private static Optional<View> transposed(Node node, View view) {
        int rank = view.sizes().length();
        long[] order = node.intsAttribute("perm")
                .orElseGet(() ->
                        IntStream.range(0, rank).mapToLong(i -> rank - 1 - i).toArray());
        return order.length == rank ? Optional.of(view.transposed(order)) : Optional.empty();
    }

    private static Optional<View> sliced(Match match, Node node, View view) {
        Optional<SliceParts> parts = SliceParts.of(match, node, view.sizes().length());
        View result = view;
        for (int i = 0; parts.isPresent() && i < parts.get().axes().length(); i++) {
            int axis = (int) parts.get().axes().get(i);
            long size = view.sizes().get(axis);
            long step = parts.get().steps().get(i);
            long start = index(parts.get().starts().get(i), size);
            long end = index(parts.get().ends().get(i), size);
            boolean all = start == 0 && end == size && step == 1;
            if (step <= 0 || start >= end || (SizesInNumbers.isOpen(size) && !all)) {
                return Optional.empty();
            }
            result = result.sliced(axis, start, step, (end - start + step - 1) / step);
        }
        return parts.isPresent() ? Optional.of(result) : Optional.empty();
    }

    /** A bound of a Slice as an index from the front; negative ones count from the end, those beyond the axis are at its end. */
    private static long index(long bound, long size) {
        return bound < 0 ? Math.max(bound + size, 0) : Math.min(bound, size);
    }

    private static Optional<View> gathered(Match match, Node node, View view) {
        int rank = view.sizes().length();
        long named = node.intAttribute("axis", 0);
        int axis = (int) (named < 0 ? named + rank : named);
        Optional<long[]> indices = match.constant(node, 1)
                .filter(t -> t.type().isInteger() && t.rank() < 2 && t.elementCount() > 0)
                .map(Tensor::toLongs);
        if (indices.isEmpty()
                || axis < 0
                || axis >= rank
                || SizesInNumbers.isOpen(view.sizes().get(axis))) {
            return Optional.empty();
        }
        long size = view.sizes().get(axis);
        long[] found =
                Arrays.stream(indices.get()).map(i -> i < 0 ? i + size : i).toArray();
        long step = found.length > 1 ? found[1] - found[0] : 1;
        boolean regular = step > 0
                && IntStream.range(0, found.length).allMatch(i -> found[i] == found[0] + i * step)
                && found[0] >= 0
                && found[found.length - 1] < size;
        return regular ? Optional.of(view.sliced(axis, found[0], step, found.length)) : Optional.empty();
    }
}
