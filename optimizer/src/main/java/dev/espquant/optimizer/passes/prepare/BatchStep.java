package dev.espquant.optimizer.passes.prepare;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.passes.ConstantNodes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One node as {@link BatchFlow} meets it: what its inputs carry, and their shapes at the batch size of the file.
 *
 * @param node the node
 * @param graph the graph with shapes at the batch size of the file
 * @param opset the standard operator set
 * @param batch the batch size of the file
 * @param rows by value: the rows per sample along the first axis, for values whose first axis is made of samples
 */
record BatchStep(Node node, Graph graph, long opset, long batch, Map<String, Long> rows) {
    boolean carries(int input) {
        return node.input(input).map(rows::containsKey).orElse(false);
    }

    /** Rows per sample of an input that carries the batch. */
    long rowsOf(int input) {
        return Objects.requireNonNull(rows.get(node.inputs().get(input)));
    }

    /** Whether the first input carries the batch and no other does. */
    boolean onlyFirstCarries() {
        for (int i = 1; i < node.inputs().size(); i++) {
            if (carries(i)) {
                return false;
            }
        }
        return carries(0);
    }

    Optional<Shape> shape(int input) {
        return node.input(input).flatMap(graph::shape);
    }

    Optional<Integer> rank(int input) {
        return shape(input).map(Shape::rank);
    }

    Optional<Tensor> constant(int input) {
        return node.input(input).flatMap(value -> ConstantNodes.of(graph, value));
    }

    /** The numbers of a constant integer input. */
    Optional<long[]> longs(int input) {
        return constant(input).filter(t -> t.type().isInteger()).map(Tensor::toLongs);
    }

    /** Axes from an attribute (older opsets) or from a constant input. */
    Optional<long[]> axes(int input) {
        return node.intsAttribute("axes").or(() -> longs(input));
    }

    /** Whether an axis, counted from either end, is the first one of a tensor of a rank; true if the rank is not known. */
    static boolean isFirst(long axis, Optional<Integer> rank) {
        return axis == 0 || (axis < 0 && (rank.isEmpty() || axis + rank.get() == 0));
    }

    /** Whether an input that carries no batch leaves the first axis of a tensor of this rank alone when it broadcasts to it. */
    boolean broadcastsAlong(int input, int rank) {
        return shape(input)
                .filter(s ->
                        s.rank() < rank || (s.rank() == rank && s.dimension(0).equals(Dimension.of(1))))
                .isPresent();
    }
}
