package dev.espquant.ir.onnx;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives every node of a graph a name of its own. ONNX allows nodes without names and names that several nodes share; tables, reports and
 * error messages need to tell nodes apart.
 */
final class NodeNames {
    private NodeNames() {}

    /** Nameless nodes become {@code <operator>_<position>}; later nodes of a name that is taken get a number behind it. */
    static ImmutableList<Node> unique(List<Node> nodes) {
        Set<String> reserved = new HashSet<>();
        nodes.forEach(node -> reserved.add(node.name()));
        Set<String> taken = new HashSet<>();
        Map<String, Integer> counters = new HashMap<>();
        ImmutableList.Builder<Node> named = ImmutableList.builderWithExpectedSize(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            String name = node.name();
            if (name.isEmpty()) {
                name = node.opType() + "_" + i;
            } else if (taken.add(name)) {
                named.add(node);
                continue;
            }
            named.add(node.withName(free(name, node.name().isEmpty(), reserved, counters)));
        }
        return named.build();
    }

    private static String free(String base, boolean baseMayDo, Set<String> reserved, Map<String, Integer> counters) {
        String name = base;
        if (baseMayDo && reserved.add(name)) {
            return name;
        }
        do {
            name = base + "_" + counters.merge(base, 1, Integer::sum);
        } while (!reserved.add(name));
        return name;
    }
}
