package dev.espquant.ir;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/** Sorts nodes so that producers come before consumers. Nodes that are in order already stay as they are. */
public final class TopologicalOrder {
    private static final int SHOWN_NODES = 8;

    private final List<Node> nodes;
    private final List<List<Integer>> consumers;
    private final List<Set<Integer>> producers;

    private TopologicalOrder(List<Node> nodes) {
        this.nodes = nodes;
        this.producers = producers(nodes);
        this.consumers = new ArrayList<>();
        nodes.forEach(node -> consumers.add(new ArrayList<>()));
        for (int i = 0; i < nodes.size(); i++) {
            for (int producer : producers.get(i)) {
                consumers.get(producer).add(i);
            }
        }
    }

    /**
     * The nodes in topological order; among those that could come next, the one that stood first. Values that a subgraph reads count as
     * inputs of the node that holds it.
     *
     * @throws GraphException if the nodes form a cycle; it names the nodes on it
     */
    public static ImmutableList<Node> sort(List<Node> nodes) {
        return new TopologicalOrder(nodes).sorted();
    }

    private ImmutableList<Node> sorted() {
        int[] missing = producers.stream().mapToInt(Set::size).toArray();
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < missing.length; i++) {
            if (missing[i] == 0) {
                ready.add(i);
            }
        }
        ImmutableList.Builder<Node> order = ImmutableList.builderWithExpectedSize(nodes.size());
        int placed = 0;
        while (!ready.isEmpty()) {
            int next = ready.remove();
            order.add(nodes.get(next));
            placed++;
            for (int consumer : consumers.get(next)) {
                if (--missing[consumer] == 0) {
                    ready.add(consumer);
                }
            }
        }
        if (placed < nodes.size()) {
            throw cycle(missing);
        }
        return order.build();
    }

    private static List<Set<Integer>> producers(List<Node> nodes) {
        Map<String, Integer> producerOf = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String output : nodes.get(i).outputs()) {
                if (!output.isEmpty()) {
                    producerOf.putIfAbsent(output, i);
                }
            }
        }
        List<Set<Integer>> result = new ArrayList<>();
        for (Node node : nodes) {
            Set<Integer> mine = new LinkedHashSet<>();
            for (String input : node.inputs()) {
                Integer producer = producerOf.get(input);
                if (producer != null) {
                    mine.add(producer);
                }
            }
            for (String captured : GraphIndex.capturedValues(node)) {
                Integer producer = producerOf.get(captured);
                if (producer != null) {
                    mine.add(producer);
                }
            }
            result.add(mine);
        }
        return result;
    }

    /** Every node that could not be placed has a producer that could not either: walking backwards must meet a node again. */
    private GraphException cycle(int[] missing) {
        int start = 0;
        while (missing[start] == 0) {
            start++;
        }
        Set<Integer> path = new LinkedHashSet<>();
        int at = start;
        while (path.add(at)) {
            at = producers.get(at).stream()
                    .filter(p -> missing[p] > 0)
                    .findFirst()
                    .orElseThrow();
        }
        List<Integer> loop = new ArrayList<>(path);
        loop = loop.subList(loop.indexOf(at), loop.size());
        String shown = loop.stream()
                .limit(SHOWN_NODES)
                .map(i -> nodes.get(i).toString())
                .collect(Collectors.joining("; "));
        return GraphException.because("nodes read each other's outputs in a cycle of " + loop.size() + ": " + shown
                        + (loop.size() > SHOWN_NODES ? "; ..." : ""))
                .node(nodes.get(at))
                .fix("a graph must not feed a node with its own result; export the model again")
                .build();
    }
}
