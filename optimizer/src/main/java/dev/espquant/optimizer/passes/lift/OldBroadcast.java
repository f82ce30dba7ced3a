package dev.espquant.optimizer.passes.lift;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Up to opset 6, operators of two operands said by {@code broadcast} and {@code axis} where the second lies along the first. */
final class OldBroadcast {
    private OldBroadcast() {}

    /** {@code Add} and its like: without an axis the last axes match, as today; with one, axes of size 1 go behind the second operand. */
    static List<Node> binary(Node node, LiftContext graph) {
        Node plain = AttributeInputs.without(node, "broadcast", "axis", "consumed_inputs");
        if (node.intAttribute("broadcast", 0) == 0 || node.attribute("axis").isEmpty()) {
            return List.of(plain);
        }
        int rank = rank(node, graph, 0);
        int second = rank(node, graph, 1);
        long axis = node.intAttribute("axis", 0);
        long behind = rank - second - (axis < 0 ? axis + rank : axis);
        if (behind < 0) {
            throw LiftContext.refusal(node, "its second operand does not fit behind axis " + axis);
        }
        return behind == 0 ? List.of(plain) : widened(plain, graph, second, (int) behind);
    }

    /** {@code PRelu}: one slope per channel, wherever the channels are. */
    static List<Node> slopes(Node node, LiftContext graph) {
        Node plain = AttributeInputs.without(node, "consumed_inputs");
        int rank = rank(node, graph, 0);
        Shape slopes = graph.shape(node.inputs().get(1)).orElseThrow(() -> unknown(node));
        boolean perChannel = slopes.rank() == 1 && !slopes.equals(Shape.of(1)) && rank > 2;
        return perChannel ? widened(plain, graph, 1, rank - 2) : List.of(plain);
    }

    /** The node with axes of size 1 behind its second operand. */
    private static List<Node> widened(Node node, LiftContext graph, int rank, int behind) {
        String operand = node.inputs().get(1);
        String wide = graph.constant(operand)
                .map(t -> graph.add(operand + "_wide", t.reshaped(withOnes(t.sizes(), behind))))
                .orElse("");
        if (!wide.isEmpty()) {
            return List.of(AttributeInputs.withInput(node, 1, wide));
        }
        List<Node> nodes = new ArrayList<>();
        String name = graph.fresh(operand + "_wide");
        String axes = graph.add(
                name + "_axes",
                Tensor.vector(LongStream.range(rank, rank + behind).toArray()));
        nodes.add(Node.of(name, "Unsqueeze", List.of(operand, axes), List.of(name)));
        nodes.add(AttributeInputs.withInput(node, 1, name));
        return nodes;
    }

    private static long[] withOnes(long[] sizes, int behind) {
        long[] wide = Arrays.copyOf(sizes, sizes.length + behind);
        Arrays.fill(wide, sizes.length, wide.length, 1);
        return wide;
    }

    private static int rank(Node node, LiftContext graph, int input) {
        return node.input(input).flatMap(graph::shape).map(Shape::rank).orElseThrow(() -> unknown(node));
    }

    private static dev.espquant.ir.GraphException unknown(Node node) {
        return LiftContext.refusal(node, "the shapes of its inputs are not known, and so not how it broadcasts them");
    }

    /** {@code Concat} before opset 4: the axis was 1 unless the node said otherwise. */
    static List<Node> concat(Node node, LiftContext graph) {
        return List.of(node.withAttribute("axis", Attribute.of(node.intAttribute("axis", 1))));
    }
}
