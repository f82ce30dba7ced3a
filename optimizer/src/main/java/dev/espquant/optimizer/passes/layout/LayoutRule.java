package dev.espquant.optimizer.passes.layout;

import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Node;
import java.util.Optional;

/** How an operator computes the same on data that are not transposed yet. */
@FunctionalInterface
interface LayoutRule {
    /** The axes that a node's output does not have any more, of those behind the transposition. */
    default ImmutableSet<Long> dropped(Node node, LayoutScope scope) {
        return ImmutableSet.of();
    }

    /**
     * The node as it must be for data before the transposition of the scope; its data inputs and outputs keep their names.
     *
     * @return empty if this node cannot
     */
    Optional<Node> before(Node node, LayoutScope scope);
}
