package dev.espquant.ir;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import dev.espquant.plugin.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks what every tool takes for granted of a graph: node names are unique, every value has one producer that comes before its readers,
 * inputs and outputs exist, nodes have an operator. Subgraphs are checked with the values around them in sight; they may hide one by a value
 * of the same name. Takes time linear in the size of the model.
 */
public final class GraphValidator {
    /** How deep graphs may lie inside each other; the main graph is the first level. */
    public static final int MAX_NESTING = 32;

    private static final int SEARCHED_NAMES = 2000;
    private static final int SEARCHED_LENGTH = 128;
    private static final String EXPORT_AGAIN = "export the model again";

    private final Graph graph;
    private final Set<String> around;
    private final int depth;
    /** Whether attributes may refer to those of a caller. */
    private final boolean function;
    /** Every value that is defined so far, with what defines it: a node, or words for anything else. */
    private final Map<String, Object> defined;

    private GraphValidator(Graph graph, Set<String> around, int depth, boolean function) {
        this.graph = graph;
        this.around = around;
        this.depth = depth;
        this.function = function;
        this.defined = Maps.newHashMapWithExpectedSize(
                graph.nodes().size() + graph.initializers().size());
    }

    /**
     * Checks a model.
     *
     * @throws GraphException for the first thing that is wrong; it names the node or value and the rule
     */
    public static void validate(Model model) {
        validate(model.graph());
    }

    /** As {@link #validate(Model)}, for a graph alone. */
    public static void validate(Graph graph) {
        new GraphValidator(graph, ImmutableSet.of(), 1, false).check();
    }

    /** As {@link #validate(Graph)}, for the body of a function, whose attributes may refer to those of the caller. */
    public static void validateFunction(Graph body) {
        new GraphValidator(body, ImmutableSet.of(), 1, true).check();
    }

    private void check() {
        if (depth > MAX_NESTING) {
            throw GraphException.because("graphs nest deeper than " + MAX_NESTING)
                    .fix("export the model without nested control flow")
                    .build();
        }
        graph.inputs().forEach(input -> define(input.name(), "a graph input"));
        graph.initializers().keySet().forEach(name -> define(name, "an initializer"));
        Set<String> names = Sets.newHashSetWithExpectedSize(graph.nodes().size());
        for (Node node : graph.nodes()) {
            checkIdentity(node, names);
            node.inputs().forEach(input -> checkRead(node, input));
            node.attributes().forEach((name, attribute) -> checkAttribute(node, name, attribute));
            node.outputs().forEach(output -> defineOutput(node, output));
        }
        checkOutputs();
    }

    private void define(String value, String by) {
        if (value.isEmpty()) {
            throw GraphException.because(by + " has no name").fix(EXPORT_AGAIN).build();
        }
        Object other = defined.putIfAbsent(value, by);
        if (other != null) {
            throw GraphException.because("it is " + words(other) + " and also " + by + "; a value has one producer")
                    .value(value)
                    .fix("rename one of them")
                    .build();
        }
    }

    private void defineOutput(Node node, String value) {
        Object other = value.isEmpty() ? null : defined.putIfAbsent(value, node);
        if (other != null) {
            throw GraphException.because(
                            "it is " + words(other) + " and also " + words(node) + "; a value has one producer")
                    .node(node)
                    .value(value)
                    .fix("rename one of them")
                    .build();
        }
    }

    private static String words(Object definer) {
        return definer instanceof Node node ? "the output of node '" + node.name() + "'" : definer.toString();
    }

    private static void checkIdentity(Node node, Set<String> names) {
        if (node.opType().isEmpty()) {
            throw GraphException.because("it has no operator type")
                    .node(node)
                    .fix(EXPORT_AGAIN)
                    .build();
        }
        if (node.name().isEmpty()) {
            throw GraphException.because("it has no name, outputs are " + node.outputs())
                    .node(node)
                    .fix("name every node")
                    .build();
        }
        if (!names.add(node.name())) {
            throw GraphException.because("two nodes have this name")
                    .node(node)
                    .fix("rename one of them")
                    .build();
        }
    }

    private void checkRead(Node node, String value) {
        if (value.isEmpty() || isVisible(value)) {
            return;
        }
        if (graph.producer(value).isPresent()) {
            throw GraphException.because("it is read before node '"
                            + graph.producer(value).get().name() + "' computes it")
                    .node(node)
                    .value(value)
                    .fix("sort the nodes: producers come before consumers")
                    .build();
        }
        throw GraphException.because("it is read, but no node, input or initializer provides it")
                .node(node)
                .value(value)
                .fix(suggestion(value))
                .build();
    }

    private void checkAttribute(Node node, String name, Attribute attribute) {
        if (name.isEmpty()) {
            throw GraphException.because("an attribute has no name")
                    .node(node)
                    .fix(EXPORT_AGAIN)
                    .build();
        }
        if (attribute instanceof Attribute.Reference reference && !function) {
            throw GraphException.because(
                            "it refers to '" + reference.callerAttribute() + "' of a caller, which only functions have")
                    .node(node)
                    .part("attribute '" + name + "'")
                    .fix("give the attribute a value")
                    .build();
        } else if (attribute instanceof Attribute.OfGraph sub) {
            checkSubgraph(node, name, sub.value());
        } else if (attribute instanceof Attribute.OfGraphs subs) {
            subs.values().forEach(sub -> checkSubgraph(node, name, sub));
        }
    }

    private void checkSubgraph(Node node, String attribute, Graph sub) {
        try {
            new GraphValidator(sub, Sets.union(defined.keySet(), around), depth + 1, function).check();
        } catch (GraphException e) {
            // An error that a node inside explains is told as it is; any other one names the node that holds the
            // subgraph.
            throw e.node().isPresent()
                    ? e
                    : e.toBuilder()
                            .node(node)
                            .part("attribute '" + attribute + "'")
                            .build();
        }
    }

    private void checkOutputs() {
        Set<String> seen = new HashSet<>();
        for (ValueInfo output : graph.outputs()) {
            if (!isVisible(output.name())) {
                throw GraphException.because("it is a graph output, but no node, input or initializer provides it")
                        .value(output.name())
                        .fix(suggestion(output.name()))
                        .build();
            }
            if (!seen.add(output.name())) {
                throw GraphException.because("it is listed twice among the graph's outputs")
                        .value(output.name())
                        .fix("list it once, or pass it through an Identity node")
                        .build();
            }
        }
    }

    private boolean isVisible(String value) {
        return defined.containsKey(value) || around.contains(value);
    }

    /** The nearest name; names of a damaged file may be many and long, so only some are compared. */
    private String suggestion(String value) {
        if (value.length() > SEARCHED_LENGTH) {
            return EXPORT_AGAIN;
        }
        List<String> candidates = graph.valueNames().stream()
                .limit(SEARCHED_NAMES)
                .filter(name -> name.length() <= SEARCHED_LENGTH)
                .toList();
        return Names.nearest(value, candidates)
                .map(near -> "did you mean '" + near + "'? Otherwise " + EXPORT_AGAIN)
                .orElse(EXPORT_AGAIN);
    }
}
