package dev.espquant.lowering;

import com.google.common.collect.ImmutableListMultimap;
import dev.espquant.ir.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A value times its own sigmoid becomes one operator, as ESP-PPQ has it: {@code x -> Sigmoid -> g; Mul(x, g) -> y} is {@code Swish(x) -> y}. One
 * table then, and one rounding instead of two. Only where nothing else reads the sigmoid and both nodes have one width.
 */
final class FuseSwish implements LoweringStep {

    @Override
    public Draft apply(Draft draft) {
        Map<Node, Node> sigmoids = sigmoids(draft);
        Set<Node> gone = new HashSet<>(sigmoids.values());
        DraftBuilder builder = DraftBuilder.startingFrom(draft);
        for (Node node : draft.nodes()) {
            if (!gone.contains(node)) {
                builder.node(Optional.ofNullable(sigmoids.get(node))
                        .map(s -> swish(node, s))
                        .orElse(node));
                node.outputs().forEach(output -> builder.value(output, draft.value(output)));
            }
        }
        return builder.build();
    }

    private static Node swish(Node product, Node sigmoid) {
        return Node.of(product.name(), "Swish", sigmoid.inputs(), product.outputs(), product.attributes());
    }

    /** By product: the sigmoid that it takes in. */
    private static Map<Node, Node> sigmoids(Draft draft) {
        ImmutableListMultimap<String, Node> readers = draft.readers();
        Map<Node, Node> fused = new HashMap<>();
        for (Node sigmoid : draft.nodes()) {
            List<Node> behind = readers.get(sigmoid.output());
            if (sigmoid.is("Sigmoid")
                    && behind.size() == 1
                    && !draft.outputs().contains(sigmoid.output())
                    && isGated(behind.get(0), sigmoid)) {
                fused.put(behind.get(0), sigmoid);
            }
        }
        return fused;
    }

    private static boolean isGated(Node product, Node sigmoid) {
        return product.is("Mul")
                && product.inputs().contains(sigmoid.inputs().get(0))
                && QuantType.is16(product) == QuantType.is16(sigmoid);
    }
}
