package dev.espquant.optimizer;

import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Names in use: nodes and values, those of subgraphs included. */
public final class GraphNames {
    private GraphNames() {}

    static Set<String> all(Graph graph) {
        Set<String> names = new HashSet<>();
        collect(graph, names);
        return names;
    }

    /** Every name that stands anywhere in the subgraphs of a node: what they read from the graph around them is among them. */
    public static Set<String> insideSubgraphs(Node node) {
        if (!node.hasSubgraphs()) {
            return ImmutableSet.of();
        }
        Set<String> names = new LinkedHashSet<>();
        for (Attribute attribute : node.attributes().values()) {
            if (attribute instanceof Attribute.OfGraph sub) {
                collect(sub.value(), names);
            } else if (attribute instanceof Attribute.OfGraphs subs) {
                subs.values().forEach(sub -> collect(sub, names));
            }
        }
        return ImmutableSet.copyOf(names);
    }

    private static void collect(Graph graph, Set<String> names) {
        graph.inputs().forEach(i -> names.add(i.name()));
        graph.outputs().forEach(o -> names.add(o.name()));
        names.addAll(graph.initializers().keySet());
        for (Node node : graph.nodes()) {
            names.add(node.name());
            names.addAll(node.inputs());
            names.addAll(node.outputs());
            names.addAll(insideSubgraphs(node));
        }
    }
}
