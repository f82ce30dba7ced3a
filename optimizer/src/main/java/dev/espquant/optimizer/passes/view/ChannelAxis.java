package dev.espquant.optimizer.passes.view;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Node;
import java.util.Optional;
import java.util.OptionalInt;

/** Where an axis is behind nodes that only move data. */
final class ChannelAxis {
    private ChannelAxis() {}

    /**
     * Follows an axis through one node.
     *
     * @param before the sizes of the node's input
     * @param after the sizes of its output
     * @return empty if the axis is not one axis any more, or parts of it are missing
     */
    static OptionalInt behind(Node node, int axis, ImmutableLongArray before, ImmutableLongArray after) {
        if (node.is("Transpose")) {
            Optional<long[]> order = node.intsAttribute("perm");
            int moved =
                    order.map(o -> ImmutableLongArray.copyOf(o).indexOf(axis)).orElse(before.length() - 1 - axis);
            return moved < 0 ? OptionalInt.empty() : OptionalInt.of(moved);
        }
        long leading = product(before, axis);
        for (int i = 0; i < after.length() && MovementNodes.keepsOrder(node); i++) {
            if (after.get(i) == before.get(axis) && product(after, i) == leading) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static long product(ImmutableLongArray sizes, int end) {
        return sizes.subArray(0, end).stream().reduce(1, (a, b) -> a * b);
    }
}
