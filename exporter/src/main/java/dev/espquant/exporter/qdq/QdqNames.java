package dev.espquant.exporter.qdq;

import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Graph;

/**
 * Names for what the format adds to a graph: the name of a value, a mark that no name of the graph holds, and the role.
 *
 * @param mark stands in every added name, and in no other
 */
record QdqNames(String mark) {

    static QdqNames of(Graph graph) {
        ImmutableSet.Builder<String> taken = ImmutableSet.<String>builder().addAll(graph.valueNames());
        graph.nodes().forEach(node -> taken.add(node.name()).addAll(node.inputs()));
        ImmutableSet<String> names = taken.build();
        StringBuilder mark = new StringBuilder("/qdq");
        while (names.stream().anyMatch(name -> name.contains(mark))) {
            mark.append('_');
        }
        return new QdqNames(mark.toString());
    }

    /** The name of what plays a role for a value. */
    String of(String value, String role) {
        return value + mark + "/" + role;
    }
}
