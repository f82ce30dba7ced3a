package dev.espquant.optimizer.passes.layout;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphNames;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who makes and who reads each value of a graph, by the position of nodes. */
final class RegionEdges {
    private final LayoutScope scope;
    private final List<Node> nodes;
    private final Map<String, Integer> makers = new HashMap<>();
    private final ListMultimap<String, Integer> readers =
            MultimapBuilder.hashKeys().arrayListValues().build();
    private final Set<String> pinned = new HashSet<>();

    RegionEdges(LayoutScope scope) {
        this.scope = scope;
        Graph graph = scope.graph();
        this.nodes = graph.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            for (String output : node.outputs()) {
                makers.put(output, i);
            }
            for (String input : node.inputs()) {
                readers.put(input, i);
            }
            pinned.addAll(GraphNames.insideSubgraphs(node));
        }
        graph.outputs().forEach(o -> pinned.add(o.name()));
    }

    LayoutScope scope() {
        return scope;
    }

    Node node(int index) {
        return nodes.get(index);
    }

    Optional<Integer> maker(String value) {
        return Optional.ofNullable(makers.get(value));
    }

    /** Whether a value is a graph output or read by a subgraph, and so must keep its name and its order. */
    boolean isPinned(String value) {
        return pinned.contains(value);
    }

    boolean isMadeInside(String value, Set<Integer> members) {
        return maker(value)
                .filter(i -> members.contains(i) && keepsRank(nodes.get(i)))
                .isPresent();
    }

    boolean isReadOnlyInside(String value, Set<Integer> members) {
        return !isPinned(value) && members.containsAll(readers.get(value));
    }

    List<Node> readersOutside(String value, Set<Integer> members) {
        return readers.get(value).stream()
                .filter(i -> !members.contains(i))
                .map(nodes::get)
                .toList();
    }

    /** The Transpose that makes a value. */
    Optional<Node> transposeOf(String value) {
        return maker(value).map(nodes::get).filter(n -> AxisOrder.of(n).isPresent());
    }

    /** The Transpose of a value from outside by which that value enters a region. */
    Optional<Node> entering(String value, Set<Integer> members) {
        return transposeOf(value).filter(n -> !isMadeInside(n.inputs().get(0), members));
    }

    /** Whether a node undoes the transposition of the scope. */
    boolean undoes(Node node) {
        return AxisOrder.of(node).equals(Optional.of(scope.order().inverse()));
    }

    /** Whether somebody outside needs a value of a region in the order that it has now. */
    boolean isExpected(String value, Set<Integer> members) {
        return isPinned(value)
                || readersOutside(value, members).stream()
                        .anyMatch(n -> AxisOrder.of(n).isEmpty());
    }

    /** The order that is left between what a node makes now and what it makes before the transposition. */
    AxisOrder orderBehind(Node node) {
        ImmutableSet<Long> dropped =
                LayoutRules.of(node).map(rule -> rule.dropped(node, scope)).orElse(ImmutableSet.of());
        return dropped.isEmpty() ? scope.order() : scope.order().without(dropped);
    }

    private boolean keepsRank(Node node) {
        return orderBehind(node).rank() == scope.order().rank();
    }
}
