package dev.espquant.ir.shape;

import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What shape inference found for the nodes and constants of a graph, for when it is asked again of a graph that was made from it. Nodes are
 * immutable and rules have no state: the same node in the same operator set with the same knowledge of its inputs has the same outputs. What was
 * found for a value is forgotten when a value of that name is found to be something else, so that a cache is no larger than the names that were used.
 *
 * <p>For one chain of graphs, on one thread.
 */
public final class InferenceCache {
    private final Map<String, Known> nodes = new HashMap<>();
    private final Map<String, Constant> constants = new HashMap<>();

    private record Known(Node node, long opset, List<Inferred> inputs, List<Inferred> outputs) {
        @SuppressWarnings(
                "ReferenceEquality") // equal nodes that are not the same are rare, and comparing costs more than
        // inferring
        boolean holdsFor(Node other, long otherOpset, List<Inferred> otherInputs) {
            return node == other && opset == otherOpset && inputs.equals(otherInputs);
        }
    }

    private record Constant(Tensor tensor, Inferred inferred) {}

    /** What was found for the outputs of a node; empty if it has none, or something is different. */
    List<Inferred> find(Node node, long opset, List<Inferred> inputs) {
        Known known = node.outputs().isEmpty() ? null : nodes.get(node.output());
        return known != null && known.holdsFor(node, opset, inputs) ? known.outputs() : List.of();
    }

    /** Remembers what was found; gives an equal earlier finding, if there is one, so that the nodes behind it are compared quickly. */
    List<Inferred> put(Node node, long opset, List<Inferred> inputs, List<Inferred> outputs) {
        if (node.outputs().isEmpty()) {
            return outputs;
        }
        Known before = nodes.get(node.output());
        List<Inferred> kept = before != null && before.outputs().equals(outputs) ? before.outputs() : outputs;
        nodes.put(node.output(), new Known(node, opset, inputs, kept));
        return kept;
    }

    /** What is known of a constant. */
    @SuppressWarnings("ReferenceEquality") // comparing elements costs more than reading them
    Inferred constant(String value, Tensor tensor) {
        if (tensor.elementCount() > Elements.LIMIT) {
            return Inferred.of(tensor); // found at once, and large constants are not to be kept alive
        }
        Constant known = constants.get(value);
        if (known == null || known.tensor() != tensor) {
            known = new Constant(tensor, Inferred.of(tensor));
            constants.put(value, known);
        }
        return known.inferred();
    }
}
