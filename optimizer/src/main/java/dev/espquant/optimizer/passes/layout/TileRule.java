package dev.espquant.optimizer.passes.layout;

import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.Optional;

/** Tile by constant repeats. */
final class TileRule implements LayoutRule {
    @Override
    public Optional<Node> before(Node node, LayoutScope scope) {
        return scope.constant(node, 1)
                .filter(t -> t.type().isInteger()
                        && t.elementCount() == scope.order().rank())
                .map(t -> Tensor.vector(scope.order().before(t.toLongs())))
                .map(repeats -> Inputs.with(node, 1, scope.constants().add(node.name() + "_repeats", repeats)));
    }
}
