package dev.espquant.ir;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Builds the indices of a {@link Graph}: linear in its size, tolerant of graphs that the validator would refuse. */
final class GraphIndex {
    private GraphIndex() {}

    /** By value, in the order of the nodes; nobody changes it. */
    static Map<String, Integer> positions(Graph graph) {
        Map<String, Integer> index =
                Maps.newLinkedHashMapWithExpectedSize(graph.nodes().size());
        ImmutableList<Node> nodes = graph.nodes();
        for (int position = 0; position < nodes.size(); position++) {
            for (String output : nodes.get(position).outputs()) {
                if (!output.isEmpty()) {
                    index.putIfAbsent(output, position);
                }
            }
        }
        return index;
    }

    /** Where a value's type is declared: of a name that stands in several places, as an intermediate value, then an input, then an output. */
    static ImmutableMap<String, ValueInfo> declarations(Graph graph) {
        Map<String, ValueInfo> index = new LinkedHashMap<>(graph.valueInfos());
        graph.inputs().forEach(input -> index.putIfAbsent(input.name(), input));
        graph.outputs().forEach(output -> index.putIfAbsent(output.name(), output));
        return ImmutableMap.copyOf(index);
    }

    static ImmutableSet<String> standardOperators(Graph graph) {
        Set<String> operators = new LinkedHashSet<>();
        for (Node node : graph.nodes()) {
            if (node.domain().isEmpty()) {
                operators.add(node.opType());
            }
        }
        return ImmutableSet.copyOf(operators);
    }

    static ImmutableListMultimap<String, Node> consumers(Graph graph) {
        ImmutableListMultimap.Builder<String, Node> index = ImmutableListMultimap.builder();
        for (Node node : graph.nodes()) {
            for (String input : node.inputs()) {
                if (!input.isEmpty()) {
                    index.put(input, node);
                }
            }
            for (String captured : capturedValues(node)) {
                index.put(captured, node);
            }
        }
        return index.build();
    }

    /** Names that the subgraphs of a node read from the graph around it. */
    static Set<String> capturedValues(Node node) {
        if (!node.hasSubgraphs()) {
            return ImmutableSet.of();
        }
        Set<String> captured = new LinkedHashSet<>();
        for (Attribute attribute : node.attributes().values()) {
            if (attribute instanceof Attribute.OfGraph sub) {
                collectCaptured(sub.value(), captured);
            } else if (attribute instanceof Attribute.OfGraphs subs) {
                subs.values().forEach(sub -> collectCaptured(sub, captured));
            }
        }
        return ImmutableSet.copyOf(captured);
    }

    private static void collectCaptured(Graph sub, Set<String> captured) {
        Set<String> read = new LinkedHashSet<>();
        for (Node node : sub.nodes()) {
            read.addAll(node.inputs());
            read.addAll(capturedValues(node));
        }
        sub.outputs().forEach(o -> read.add(o.name()));
        read.removeAll(sub.valueNames());
        read.remove("");
        captured.addAll(read);
    }
}
