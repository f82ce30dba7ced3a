package dev.espquant.ir.espdl;

import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules that every graph of an {@code .espdl} file keeps, as the runtime takes them for granted: each value has one origin (a graph
 * input, a constant or a node), a node has a name of its own and comes after the nodes whose values it uses, and whatever is said of a value is
 * said of one that exists.
 */
final class EspdlValidator {
    private final EspdlGraph graph;
    private final Set<String> defined = new HashSet<>();

    private EspdlValidator(EspdlGraph graph) {
        this.graph = graph;
    }

    /** Throws a {@link GraphException} unless the graph keeps the rules. */
    static void validate(EspdlGraph graph) {
        new EspdlValidator(graph).run();
    }

    private void run() {
        graph.initializers().forEach(t -> define(t.name(), "a constant"));
        graph.inputs().forEach(v -> define(v.name(), "a graph input"));
        graph.nodes().forEach(this::node);
        graph.outputs().forEach(v -> requireDefined(v.name(), "a graph output"));
        graph.values().forEach(v -> requireDefined(v.name(), "the list of values"));
        requireOnce(graph.outputs().stream().map(EspdlValue::name).toList(), "the graph's outputs");
        requireOnce(graph.values().stream().map(EspdlValue::name).toList(), "the list of values");
        graph.values().forEach(EspdlValidator::requireStatic);
        requireOnce(graph.nodes().stream().map(Node::name).toList(), "the names of nodes");
        tests();
    }

    private void node(Node node) {
        try {
            if (node.name().isEmpty()) {
                throw broken("a node has no name, by which the runtime finds it", "");
            }
            if (node.opType().isEmpty()) {
                throw broken("a node has no operator", node.name());
            }
            node.inputs().stream().filter(i -> !i.isEmpty()).forEach(i -> requireDefined(i, "a node's input"));
            if (node.outputs().isEmpty() || node.output().isEmpty()) {
                throw broken("a node has no output", "");
            }
            node.outputs().stream().filter(o -> !o.isEmpty()).forEach(o -> define(o, "a node's output"));
        } catch (GraphException e) {
            throw e.toBuilder().node(node).build();
        }
    }

    private void tests() {
        Set<String> inputs =
                new HashSet<>(graph.inputs().stream().map(EspdlValue::name).toList());
        for (EspdlTensor test : graph.testInputs()) {
            if (!inputs.contains(test.name())) {
                throw broken("a test input is for no input of the graph", test.name());
            }
        }
        graph.testOutputs().forEach(t -> requireDefined(t.name(), "a test output"));
    }

    /** The runtime plans its memory from the list of values and reads nothing but numbers there. */
    private static void requireStatic(EspdlValue value) {
        if (value.type().elementType().isEmpty()
                || !value.type().shape().map(Shape::isStatic).orElse(false)) {
            throw broken(
                    "the list of values gives it no element type or not every size: " + value.type(), value.name());
        }
    }

    private void define(String name, String role) {
        if (name.isEmpty()) {
            throw broken(role + " has no name", "");
        }
        if (!defined.add(name)) {
            throw broken(role + " has the name of another value", name);
        }
    }

    private void requireDefined(String name, String role) {
        if (!defined.contains(name)) {
            throw broken(role + " names a value that nothing before it makes", name);
        }
    }

    private static void requireOnce(List<String> names, String where) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw broken("it is in " + where + " twice", name);
            }
        }
    }

    private static GraphException broken(String reason, String value) {
        return GraphException.because(reason)
                .value(value)
                .fix("the file is damaged, or its exporter has a defect: export the model again")
                .build();
    }
}
