package dev.espquant.optimizer.inline;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Names that the nodes of a graph get where they are put into another one. Everything that a graph defines gets a name that is free there,
 * in subgraphs too, so that no name of a subgraph can hide one of the graph around it. What no renaming knows keeps its name: it is a value of
 * the graph that the nodes go to.
 */
final class Renaming {
    private final UnaryOperator<String> fresh;
    private final Optional<Renaming> outer;
    private final Map<String, String> names = new HashMap<>();

    private Renaming(UnaryOperator<String> fresh, Optional<Renaming> outer) {
        this.fresh = fresh;
        this.outer = outer;
    }

    /** A renaming that knows no name yet; {@code fresh} makes a name that is free from one that may be taken. */
    static Renaming using(UnaryOperator<String> fresh) {
        return new Renaming(fresh, Optional.empty());
    }

    /** Says which value of the other graph stands for a name; empty text for an input that is left out. */
    void bind(String name, String other) {
        names.put(name, other);
    }

    /** Gives a name that is free. */
    void define(String name) {
        if (!name.isEmpty()) {
            names.computeIfAbsent(name, fresh);
        }
    }

    boolean knows(String name) {
        return names.containsKey(name);
    }

    String of(String name) {
        String own = names.get(name);
        return own != null ? own : outer.map(o -> o.of(name)).orElse(name);
    }

    /** A node under its new name, with those of its values; its outputs are defined. */
    Node node(Node node) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        node.attributes().forEach((name, attribute) -> attributes.put(name, attribute(attribute)));
        return node.withName(fresh.apply(node.name()))
                .withInputs(node.inputs().stream().map(this::of).toList())
                .withOutputs(node.outputs().stream().map(this::of).toList())
                .withAttributes(attributes);
    }

    private Attribute attribute(Attribute attribute) {
        if (attribute instanceof Attribute.OfGraph sub) {
            return new Attribute.OfGraph(subgraph(sub.value()));
        } else if (attribute instanceof Attribute.OfGraphs subs) {
            return new Attribute.OfGraphs(
                    subs.values().stream().map(this::subgraph).collect(ImmutableList.toImmutableList()));
        }
        return attribute;
    }

    private Graph subgraph(Graph graph) {
        Renaming inner = new Renaming(fresh, Optional.of(this));
        inner.defineAll(graph);
        List<Node> nodes = new ArrayList<>();
        graph.nodes().forEach(node -> nodes.add(inner.node(node)));
        Map<String, Tensor> initializers = new LinkedHashMap<>();
        graph.initializers().forEach((name, tensor) -> initializers.put(inner.of(name), tensor));
        Map<String, ValueInfo> infos = new LinkedHashMap<>();
        graph.valueInfos().values().forEach(info -> infos.put(inner.of(info.name()), inner.info(info)));
        return graph.toBuilder()
                .inputs(graph.inputs().stream().map(inner::info).toList())
                .outputs(inner.outputs(graph, nodes))
                .initializers(initializers)
                .valueInfos(infos)
                .nodes(nodes)
                .build();
    }

    /** The outputs of a subgraph; one that is a value around it needs a node, for two of them may now be the same value. */
    private List<ValueInfo> outputs(Graph graph, List<Node> nodes) {
        List<ValueInfo> outputs = new ArrayList<>();
        for (ValueInfo output : graph.outputs()) {
            if (knows(output.name())) {
                outputs.add(info(output));
            } else {
                String name = fresh.apply(output.name());
                nodes.add(Node.of(fresh.apply(name), "Identity", List.of(of(output.name())), List.of(name)));
                outputs.add(output.withName(name));
            }
        }
        return outputs;
    }

    /** Defines all values of a graph. */
    void defineAll(Graph graph) {
        graph.valueNames().forEach(this::define);
    }

    private ValueInfo info(ValueInfo info) {
        return info.withName(of(info.name()));
    }
}
