package dev.espquant.optimizer.passes.lift;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code Softmax}, {@code LogSoftmax} and {@code Hardmax} up to opset 12 see a matrix: all axes from {@code axis} on are one. From opset 13 on they
 * work along {@code axis} alone. Where the axes behind it have size 1 that is the same; elsewhere the matrix is made.
 *
 * <pre>
 * x -> Softmax(axis=1) -> y        becomes        x -> Flatten(axis=1) -> Softmax(axis=1) -> Reshape -> y
 * </pre>
 */
final class SoftmaxAxis implements LiftRule {
    @Override
    public List<Node> lift(Node node, LiftContext graph) {
        long axis = node.intAttribute("axis", 1);
        String input = node.inputs().get(0);
        Optional<Shape> shape = graph.shape(input);
        return shape.isPresent() && isLast(shape.get(), axis)
                ? List.of(node.withAttribute("axis", Attribute.of(axis)))
                : throughMatrix(node, graph, axis, shape);
    }

    private static boolean isLast(Shape shape, long axis) {
        long first = axis < 0 ? axis + shape.rank() : axis;
        return first >= 0
                && first < shape.rank()
                && shape.dimensions().stream().skip(first + 1).allMatch(Dimension.of(1)::equals);
    }

    private static List<Node> throughMatrix(Node node, LiftContext graph, long axis, Optional<Shape> shape) {
        String input = node.inputs().get(0);
        String matrix = graph.fresh(node.name() + "_matrix");
        String result = graph.fresh(node.name() + "_result");
        List<Node> nodes = new ArrayList<>();
        nodes.add(Node.of(matrix, "Flatten", List.of(input), List.of(matrix), Map.of("axis", Attribute.of(axis))));
        nodes.add(
                node.withInputs(List.of(matrix)).withOutputs(List.of(result)).withAttribute("axis", Attribute.of(1L)));
        Optional<Tensor> target = shape.flatMap(SoftmaxAxis::target);
        String sizes = graph.fresh(node.name() + "_shape");
        if (target.isEmpty()) {
            nodes.add(Node.of(sizes, "Shape", List.of(input), List.of(sizes)));
        }
        nodes.add(Node.of(
                graph.fresh(node.name() + "_reshape"),
                "Reshape",
                List.of(
                        result,
                        target.map(t -> graph.add(node.name() + "_shape", t)).orElse(sizes)),
                node.outputs(),
                target.isEmpty() ? Map.of("allowzero", Attribute.of(1L)) : Map.of()));
        return nodes;
    }

    /** The shape for a Reshape; empty if more than one size is open, or if one is 0, which a Reshape reads otherwise. */
    private static Optional<Tensor> target(Shape shape) {
        long[] sizes = shape.dimensions().stream()
                .mapToLong(d -> d instanceof Dimension.Fixed fixed ? fixed.size() : -1)
                .toArray();
        long open = shape.dimensions().stream()
                .filter(d -> !(d instanceof Dimension.Fixed))
                .count();
        boolean empty = shape.dimensions().contains(Dimension.of(0));
        return open > 1 || empty ? Optional.empty() : Optional.of(Tensor.vector(sizes));
    }
}
