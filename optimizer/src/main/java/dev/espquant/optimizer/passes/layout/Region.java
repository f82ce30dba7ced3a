package dev.espquant.optimizer.passes.layout;

import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Nodes that hand each other data, all of which can work on data before a transposition.
 *
 * @param members positions of the nodes in the graph
 * @param edges what flows in and out of it
 */
record Region(ImmutableSet<Integer> members, RegionEdges edges) {

    /**
     * How many Transpose nodes fewer the graph has when the region works on the data before the transposition: those that make its inputs or
     * undo its outputs go, others come where its neighbours still expect the old order.
     */
    int gain() {
        int gain = 0;
        Set<String> inputs = new LinkedHashSet<>();
        for (int index : members) {
            inputs.addAll(LayoutNodes.computedData(edges.node(index), edges.scope()));
            for (String output : edges.node(index).outputs()) {
                gain += gainBehind(edges.node(index), output);
            }
        }
        for (String input : inputs) {
            if (!edges.isMadeInside(input, members)) {
                gain += gainBefore(input);
            }
        }
        return gain;
    }

    private int gainBefore(String input) {
        boolean only = edges.isReadOnlyInside(input, members);
        Optional<AxisOrder> order = edges.entering(input, members).flatMap(AxisOrder::of);
        if (order.equals(Optional.of(edges.scope().order()))) {
            return only ? 1 : 0;
        }
        return order.isPresent() && only ? 0 : -1;
    }

    private int gainBehind(Node node, String output) {
        AxisOrder left = edges.orderBehind(node);
        if (left.rank() < edges.scope().order().rank()) {
            return left.isIdentity() ? 0 : -1;
        }
        List<Node> undoing = edges.readersOutside(output, members).stream()
                .filter(edges::undoes)
                .toList();
        int free =
                (int) undoing.stream().filter(n -> !edges.isPinned(n.output())).count();
        return free + (free < undoing.size() ? 1 : 0) - (edges.isExpected(output, members) ? 1 : 0);
    }

    /** The Transpose nodes next to the region: what moving it may drop or change. */
    ImmutableSet<Node> transposes() {
        ImmutableSet.Builder<Node> result = ImmutableSet.builder();
        for (int index : members) {
            Node node = edges.node(index);
            LayoutNodes.computedData(node, edges.scope())
                    .forEach(v -> edges.transposeOf(v).ifPresent(result::add));
            node.outputs()
                    .forEach(v -> edges.readersOutside(v, members).stream()
                            .filter(n -> n.is("Transpose"))
                            .forEach(result::add));
        }
        return result.build();
    }

    /** The name of the region's first node. */
    String firstName() {
        return edges.node(members.iterator().next()).name();
    }
}
