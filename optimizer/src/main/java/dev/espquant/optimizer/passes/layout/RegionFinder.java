package dev.espquant.optimizer.passes.layout;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Finds the regions of a graph in which data can be in another order, as large as they can be. */
final class RegionFinder {
    private final RegionEdges edges;
    private final int[] leaders;

    private RegionFinder(RegionEdges edges, int nodes) {
        this.edges = edges;
        this.leaders = IntStream.range(0, nodes).toArray();
    }

    /** The regions that are better off before the transposition of a scope, in the order of their first nodes. */
    static ImmutableList<Region> find(LayoutScope scope) {
        ImmutableList<Node> nodes = scope.graph().nodes();
        RegionFinder finder = new RegionFinder(new RegionEdges(scope), nodes.size());
        boolean[] movable = new boolean[nodes.size()];
        for (int i = 0; i < movable.length; i++) {
            scope.context().step();
            movable[i] = LayoutNodes.isMovable(nodes.get(i), scope);
            if (movable[i]) {
                finder.connect(i, movable);
            }
        }
        Map<Integer, ImmutableSet.Builder<Integer>> members = new LinkedHashMap<>();
        for (int i = 0; i < movable.length; i++) {
            if (movable[i]) {
                members.computeIfAbsent(finder.leader(i), leader -> ImmutableSet.builder())
                        .add(i);
            }
        }
        return members.values().stream()
                .map(set -> new Region(set.build(), finder.edges))
                .filter(region -> region.gain() > 0)
                .collect(ImmutableList.toImmutableList());
    }

    /** Joins a node with those that hand it data. */
    private void connect(int index, boolean[] movable) {
        for (String value : LayoutNodes.computedData(edges.node(index), edges.scope())) {
            edges.maker(value)
                    .filter(maker -> movable[maker]
                            && edges.orderBehind(edges.node(maker)).rank()
                                    == edges.scope().order().rank())
                    .ifPresent(maker -> leaders[leader(index)] = leader(maker));
        }
    }

    private int leader(int index) {
        int current = index;
        while (leaders[current] != current) {
            leaders[current] = leaders[leaders[current]];
            current = leaders[current];
        }
        return current;
    }
}
