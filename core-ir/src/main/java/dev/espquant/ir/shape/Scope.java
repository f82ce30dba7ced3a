package dev.espquant.ir.shape;

import com.google.common.collect.Maps;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of the values that a graph can name: its own, and for a subgraph those of the graphs around it. */
final class Scope {
    private final Graph graph;
    private final Optional<Scope> outer;
    private final Map<String, Inferred> known;

    private final InferenceCache cache;

    Scope(Graph graph, Optional<Scope> outer, InferenceCache cache) {
        this.graph = graph;
        this.outer = outer;
        this.cache = cache;
        this.known = Maps.newHashMapWithExpectedSize(
                graph.nodes().size() + graph.initializers().size());
    }

    boolean isOutermost() {
        return outer.isEmpty();
    }

    /** What is known of the inputs of a node, in order. */
    List<Inferred> inputs(Node node) {
        List<Inferred> inputs = new ArrayList<>(node.inputs().size());
        node.inputs().forEach(input -> inputs.add(get(input)));
        return inputs;
    }

    void put(String value, Inferred inferred) {
        known.put(value, inferred);
    }

    /** What is known of a value; nothing for a name that is left out, not computed yet or not there at all. */
    Inferred get(String value) {
        Inferred own = known.get(value);
        if (own != null) {
            return own;
        }
        Tensor constant = graph.initializers().get(value);
        if (constant != null) {
            Inferred inferred = isOutermost() ? cache.constant(value, constant) : Inferred.of(constant);
            known.put(value, inferred);
            return inferred;
        }
        return value.isEmpty()
                ? Inferred.nothing()
                : outer.map(o -> o.get(value)).orElse(Inferred.nothing());
    }
}
