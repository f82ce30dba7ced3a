package dev.espquant.optimizer.passes.layout;

import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.PassContext;
import java.util.Optional;

/**
 * What a rule sees of the graph around a node, and where it puts constants that it needs.
 *
 * @param order what the data of the node are transposed by
 * @param constants takes a constant under the name that is asked for or one like it, and gives that name
 */
record LayoutScope(Graph graph, PassContext context, AxisOrder order, Constants constants) {

    /** Receives constants. */
    @FunctionalInterface
    interface Constants {
        String add(String name, Tensor tensor);
    }

    /** For asking whether a rule applies, without a trace in the model. */
    static LayoutScope trial(Graph graph, PassContext context, AxisOrder order) {
        return new LayoutScope(graph, context, order, (name, tensor) -> name);
    }

    long opset() {
        return context.opset();
    }

    Optional<Shape> shape(String value) {
        return graph.shape(value);
    }

    /** Integers that a node has as an attribute or as a constant input; empty if they are left out or computed. */
    Optional<long[]> integers(Node node, int input, String attribute) {
        return node.intsAttribute(attribute)
                .or(() -> node.input(input)
                        .flatMap(graph::initializer)
                        .filter(t -> t.type().isInteger())
                        .map(Tensor::toLongs));
    }

    /** The constant at an input; empty if it is left out or computed. */
    Optional<Tensor> constant(Node node, int input) {
        return node.input(input).flatMap(graph::initializer);
    }
}
