package dev.espquant.optimizer.passes.layout;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import java.util.Optional;

/**
 * Operators that work along one axis, which an attribute names.
 *
 * @param defaultAxis the axis where the attribute is left out
 * @param since the first operator set in which the attribute means one axis
 */
record AxisRule(long defaultAxis, long since) implements LayoutRule {
    @Override
    public Optional<Node> before(Node node, LayoutScope scope) {
        long axis = node.intAttribute("axis", defaultAxis);
        int rank = scope.order().rank();
        return scope.opset() < since || axis < -rank || axis >= rank
                ? Optional.empty()
                : Optional.of(
                        node.withAttribute("axis", Attribute.of(scope.order().before(axis))));
    }
}
