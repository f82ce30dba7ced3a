package dev.espquant.optimizer.passes.layout;

import com.google.common.primitives.Longs;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.Arrays;
import java.util.Optional;

/** Pad of all axes, by an attribute before opset 11 and a constant input since. */
final class PadRule implements LayoutRule {
    @Override
    public Optional<Node> before(Node node, LayoutScope scope) {
        int rank = scope.order().rank();
        return scope.integers(node, 1, "pads")
                .filter(pads -> pads.length == 2 * rank && node.input(3).isEmpty())
                .map(pads -> {
                    long[] moved = Longs.concat(
                            scope.order().before(Arrays.copyOf(pads, rank)),
                            scope.order().before(Arrays.copyOfRange(pads, rank, 2 * rank)));
                    return node.attribute("pads").isPresent()
                            ? node.withAttribute("pads", Attribute.ofInts(moved))
                            : Inputs.with(node, 1, scope.constants().add(node.name() + "_pads", Tensor.vector(moved)));
                });
    }
}
