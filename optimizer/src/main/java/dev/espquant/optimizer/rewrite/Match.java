package dev.espquant.optimizer.rewrite;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.optimizer.PassContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place where a pattern was found. Looks at the graph as the sweep has made it so far, and takes the replacement of the pattern's last node,
 * the root. Nodes and constants before it that nobody reads any more afterwards vanish by themselves.
 */
public final class Match {
    private final Node root;
    private final Pattern.Bindings bindings;
    private final LiveGraph graph;
    private boolean replaced;

    Match(Node root, Pattern.Bindings bindings) {
        this.root = root;
        this.bindings = bindings;
        this.graph = bindings.graph;
    }

    /** The last node of the pattern. */
    public Node root() {
        return root;
    }

    /** The node that the pattern gave a label. */
    public Node node(String label) {
        Node node = bindings.nodes.get(label);
        if (node == null) {
            throw new IllegalArgumentException("the pattern labels no node '" + label + "'");
        }
        return node;
    }

    /** The value that the pattern gave a label. */
    public String value(String label) {
        String value = bindings.values.get(label);
        if (value == null) {
            throw new IllegalArgumentException("the pattern labels no value '" + label + "'");
        }
        return value;
    }

    public PassContext context() {
        return graph.context();
    }

    public long opset() {
        return context().opset();
    }

    /** The constant behind a value; empty if the value is computed or supplied. */
    public Optional<Tensor> constant(String value) {
        return graph.constant(value);
    }

    /** The constant at an input of a node; empty if that input is left out or not constant. */
    public Optional<Tensor> constant(Node node, int input) {
        return node.input(input).flatMap(graph::constant);
    }

    /** The constant at an input that the pattern requires to be one. */
    public Tensor requiredConstant(Node node, int input) {
        return constant(node, input)
                .orElseThrow(() -> new IllegalArgumentException("the pattern requires no constant at input " + input));
    }

    /** The node that computes a value, as far as the sweep has come. */
    public Optional<Node> producer(String value) {
        return graph.producer(value);
    }

    public Optional<TensorType> type(String value) {
        return graph.type(value);
    }

    public Optional<Shape> shape(String value) {
        return type(value).flatMap(TensorType::shape);
    }

    /** How many inputs read a value; graph outputs and subgraphs do not count. */
    public int uses(String value) {
        return graph.uses(value);
    }

    /** Whether a value is a graph output or read by a subgraph, and so must keep its name. */
    public boolean isPinned(String value) {
        return graph.isPinned(value);
    }

    /** Whether exactly one input reads a value, and no graph output or subgraph: whether a rewrite of that reader makes it superfluous. */
    public boolean isReadOnce(String value) {
        return uses(value) == 1 && !isPinned(value);
    }

    /**
     * Adds a constant.
     *
     * @return its name: the one that was asked for, or the nearest free one
     */
    public String addConstant(String name, Tensor tensor) {
        return graph.addConstant(name, tensor);
    }

    /**
     * Gives a constant another content for the nodes of this match. It keeps its name if nobody else reads it; otherwise the others keep the
     * old constant and the new one gets a fresh name.
     *
     * @return the name of the constant with the new content
     */
    public String updateConstant(String name, Tensor tensor) {
        return graph.updateConstant(name, tensor);
    }

    /** Declares the type of a value that a replacement introduces, so that later matches of this sweep know it. */
    public void declare(String value, TensorType type) {
        graph.declare(value, type);
    }

    /** Puts nodes, producers first, in place of the root. They produce all of the root's outputs that are used. */
    public void replace(Node... nodes) {
        graph.replace(root, List.of(nodes), Map.of());
        replaced = true;
    }

    /**
     * Drops the root: whoever read its only output reads {@code value} instead. A graph output keeps its name, which then passes to the
     * value; where that cannot be (the value is itself a graph input, a constant, an output or read by a subgraph) the root stays.
     *
     * @return whether the root was dropped
     */
    public boolean bypass(String value) {
        return redirect(ImmutableMap.of(root.output(), value));
    }

    /** As {@link #bypass}, for several outputs: each is replaced by the value it maps to. */
    public boolean redirect(Map<String, String> values) {
        if (!graph.canRedirect(values)) {
            return false;
        }
        graph.replace(root, List.of(), values);
        replaced = true;
        return true;
    }

    boolean isReplaced() {
        return replaced;
    }
}
