package dev.espquant.optimizer.passes.prepare;

import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Follows the batch through a graph. A value carries the batch if its first axis is made of the samples, each taking the same number of rows:
 * one in {@code [N,C,H,W]}, four in a {@code [4N,16]} that attention with four heads reshapes to. A value that carries it computes every
 * sample alone, so it means the same for any batch size, once no Reshape names the size.
 */
final class BatchFlow {
    /** Operators that compute shapes from shapes. */
    private static final ImmutableSet<String> SHAPE_ARITHMETIC = ImmutableSet.of(
            "Gather",
            "Slice",
            "Concat",
            "Unsqueeze",
            "Squeeze",
            "Cast",
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Identity",
            "Reshape",
            "Where",
            "Equal");

    private static final ImmutableSet<String> TAKES_SHAPE = ImmutableSet.of("Reshape", "Expand", "ConstantOfShape");

    private final Graph graph;
    private final Graph anyBatch;
    private final Dimension symbol;
    private final long opset;
    private final long batch;
    private final UnaryOperator<String> freshName;
    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final Set<String> runtimeShapes = new HashSet<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> targets = new LinkedHashMap<>();

    /**
     * @param graph shapes inferred at the batch size of the file
     * @param anyBatch the same graph, shapes inferred with the symbol in place of that size
     * @param freshName makes names for new constants
     */
    BatchFlow(Graph graph, Graph anyBatch, Dimension symbol, long opset, long batch, UnaryOperator<String> freshName) {
        this.graph = graph;
        this.anyBatch = anyBatch;
        this.symbol = symbol;
        this.opset = opset;
        this.batch = batch;
        this.freshName = freshName;
    }

    /**
     * Follows all nodes from the inputs on.
     *
     * @return the first node that does not allow another batch size; empty if all do
     */
    Optional<Node> follow(Set<String> batchInputs) {
        batchInputs.forEach(input -> rows.put(input, 1L));
        for (Node node : graph.nodes()) {
            if (!follow(node)) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    /** Rows per sample by value, for all values that carry the batch. */
    Map<String, Long> rows() {
        return rows;
    }

    /** The nodes, Reshape nodes with targets that name no batch size. */
    List<Node> nodes() {
        return nodes;
    }

    /** New constants by name: targets of those Reshape nodes. */
    Map<String, Tensor> targets() {
        return targets;
    }

    private boolean follow(Node node) {
        boolean carries = node.inputs().stream().anyMatch(rows::containsKey);
        boolean readsShape = node.inputs().stream().anyMatch(runtimeShapes::contains);
        if (node.is("Shape") && carries) {
            runtimeShapes.addAll(node.outputs());
        } else if (readsShape && !carries && !takesShape(node)) {
            if (!node.domain().isEmpty() || !SHAPE_ARITHMETIC.contains(node.opType())) {
                return false;
            }
            runtimeShapes.addAll(node.outputs());
        } else if (readsShape) {
            return takesShape(node) && carry(node, rowsAtRunTime(node));
        } else if (node.is("Reshape") && carries) {
            return reshape(node);
        } else if (carries) {
            return carry(node, BatchRules.rows(step(node)));
        }
        nodes.add(node);
        return true;
    }

    private static boolean takesShape(Node node) {
        return node.domain().isEmpty() && TAKES_SHAPE.contains(node.opType());
    }

    private boolean carry(Node node, OptionalLong rowsPerSample) {
        if (rowsPerSample.isEmpty()) {
            return false;
        }
        node.outputs().stream().filter(o -> !o.isEmpty()).forEach(o -> rows.put(o, rowsPerSample.getAsLong()));
        nodes.add(node);
        return true;
    }

    /** A shape computed at run time is trusted if inference finds that it begins with the batch. */
    private OptionalLong rowsAtRunTime(Node node) {
        return anyBatch.shape(node.output())
                        .filter(s -> s.rank() > 0 && s.dimension(0).equals(symbol))
                        .isPresent()
                ? OptionalLong.of(1)
                : OptionalLong.empty();
    }

    private BatchStep step(Node node) {
        return new BatchStep(node, graph, opset, batch, rows);
    }

    /** {@code [1,2592]} becomes {@code [-1,2592]}; a target that copies or infers its first size may stay. */
    private boolean reshape(Node node) {
        BatchStep step = step(node);
        Optional<long[]> target = step.longs(1).filter(t -> t.length > 0 && step.onlyFirstCarries());
        if (target.isEmpty() || node.intAttribute("allowzero", 0) != 0) {
            return false;
        }
        if (target.get()[0] == 0) {
            return carry(node, OptionalLong.of(step.rowsOf(0)));
        }
        Optional<Shape> result = graph.shape(node.output()).filter(Shape::isStatic);
        if (result.isEmpty() || result.get().sizes()[0] % batch != 0) {
            return false;
        }
        long[] sizes = result.get().sizes();
        Node reshape = target.get()[0] == -1
                ? node
                : node.withInputs(
                        List.of(node.inputs().get(0), newTarget(node.inputs().get(1), target.get(), sizes)));
        return carry(reshape, OptionalLong.of(sizes[0] / batch));
    }

    private String newTarget(String oldName, long[] target, long[] sizes) {
        long[] open = target.clone();
        for (int i = 1; i < open.length; i++) {
            open[i] = target[i] == -1 ? sizes[i] : target[i];
        }
        open[0] = -1;
        String name =
                graph.consumers(oldName).size() == 1 && graph.initializers().containsKey(oldName)
                        ? oldName
                        : freshName.apply(oldName + "_any_batch");
        targets.put(name, Tensor.vector(open));
        return name;
    }
}
