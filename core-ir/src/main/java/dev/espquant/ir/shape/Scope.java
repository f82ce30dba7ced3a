package dev.espquant.ir.shape;

import dev.espquant.ir.Graph;
import dev.espquant.ir.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is known of the values that a graph can name: its own, and for a subgraph those of the graphs around it. */
final class Scope {
    private final Graph graph;
    private final Optional<Scope> outer;
    private final Map<String, Inferred> known = new HashMap<>();

    Scope(Graph graph, Optional<Scope> outer) {
        this.graph = graph;
        this.outer = outer;
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
        Optional<Tensor> constant = graph.initializer(value);
        if (constant.isPresent()) {
            Inferred inferred = Inferred.of(constant.get());
            known.put(value, inferred);
            return inferred;
        }
        return value.isEmpty()
                ? Inferred.nothing()
                : outer.map(o -> o.get(value)).orElse(Inferred.nothing());
    }
}
