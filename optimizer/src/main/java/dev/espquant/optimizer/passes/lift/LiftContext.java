package dev.espquant.optimizer.passes.lift;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.passes.ConstantNodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The graph that is being lifted, as a rule sees it: what is known of its values, and where new constants go. */
final class LiftContext {
    private final Graph graph;
    private final Supplier<Graph> typed;
    private final Optional<LiftContext> outer;
    private final long opset;
    private final PassContext pass;
    private final Map<String, Tensor> added = new LinkedHashMap<>();
    private final List<String> rewritten;

    /**
     * For a graph; types of a subgraph's values are known only where the file declares them.
     *
     * @param typed the same graph with all types; asked only if a rule wants to know one
     */
    LiftContext(Graph graph, Supplier<Graph> typed, Optional<LiftContext> outer, long opset, PassContext pass) {
        this.graph = graph;
        this.typed = typed;
        this.outer = outer;
        this.opset = opset;
        this.pass = pass;
        this.rewritten = outer.map(o -> o.rewritten).orElseGet(ArrayList::new);
    }

    /** A subgraph of this graph. */
    LiftContext inside(Graph subgraph) {
        return new LiftContext(subgraph, () -> subgraph, Optional.of(this), opset, pass);
    }

    /** The operator set that the model is written in. */
    long opset() {
        return opset;
    }

    Optional<Tensor> constant(String value) {
        return Optional.ofNullable(added.get(value))
                .or(() -> ConstantNodes.of(graph, value))
                .or(() -> outer.flatMap(o -> o.constant(value)));
    }

    Optional<TensorType> type(String value) {
        return typed.get().tensorType(value).or(() -> outer.flatMap(o -> o.type(value)));
    }

    Optional<Shape> shape(String value) {
        return type(value).flatMap(TensorType::shape);
    }

    Optional<DataType> elementType(String value) {
        return type(value).flatMap(TensorType::elementType);
    }

    /** Whether a node, a subgraph or the caller of the graph reads a value. */
    boolean isRead(String value) {
        return graph.isOutput(value) || !graph.consumers(value).isEmpty();
    }

    /** Adds a constant to the graph, under the name that is asked for or the nearest free one. */
    String add(String name, Tensor tensor) {
        String free = fresh(name);
        added.put(free, tensor);
        return free;
    }

    /** The constants that rules have added to this graph. */
    Map<String, Tensor> added() {
        return added;
    }

    String fresh(String name) {
        return pass.freshName(name);
    }

    /** Counts a node that a rule is about to rewrite. */
    void rewritten(Node node) {
        pass.step();
        rewritten.add(node.name());
    }

    /** The nodes that rules have rewritten, in subgraphs too. */
    List<String> rewritten() {
        return rewritten;
    }

    /** Starts the error of a node that the newer form cannot say. */
    static GraphException refusal(Node node, String reason) {
        return GraphException.because(reason)
                .node(node)
                .fix("export the model with operator set 13 or newer")
                .build();
    }
}
