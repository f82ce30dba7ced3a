package dev.espquant.optimizer.inline;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Gives attributes that refer to a caller's their values, subgraphs included. One to which the caller gives none is left out. */
final class ReferenceBinding {
    private final Map<String, Attribute> given;

    private ReferenceBinding(Map<String, Attribute> given) {
        this.given = given;
    }

    /** A function's body with the attributes of a caller, defaults included. */
    static Graph bind(Graph body, Map<String, Attribute> given) {
        return new ReferenceBinding(given).bind(body);
    }

    private Graph bind(Graph graph) {
        return graph.withNodes(graph.nodes().stream().map(this::bind).toList());
    }

    private Node bind(Node node) {
        if (node.attributes().values().stream().noneMatch(ReferenceBinding::mayRefer)) {
            return node;
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        node.attributes().forEach((name, attribute) -> bind(attribute).ifPresent(value -> attributes.put(name, value)));
        return node.withAttributes(attributes);
    }

    private static boolean mayRefer(Attribute attribute) {
        return attribute instanceof Attribute.Reference
                || attribute instanceof Attribute.OfGraph
                || attribute instanceof Attribute.OfGraphs;
    }

    private Optional<Attribute> bind(Attribute attribute) {
        if (attribute instanceof Attribute.Reference reference) {
            return Optional.ofNullable(given.get(reference.callerAttribute()));
        } else if (attribute instanceof Attribute.OfGraph sub) {
            return Optional.of(new Attribute.OfGraph(bind(sub.value())));
        } else if (attribute instanceof Attribute.OfGraphs subs) {
            return Optional.of(new Attribute.OfGraphs(
                    subs.values().stream().map(this::bind).collect(ImmutableList.toImmutableList())));
        }
        return Optional.of(attribute);
    }
}
