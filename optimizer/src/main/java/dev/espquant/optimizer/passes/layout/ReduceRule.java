package dev.espquant.optimizer.passes.layout;

import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.Arrays;
import java.util.Optional;

/** Reductions, Squeeze, ArgMax and ArgMin: axes by attribute or constant input, kept with size 1 or dropped. */
final class ReduceRule implements LayoutRule {
    @Override
    public ImmutableSet<Long> dropped(Node node, LayoutScope scope) {
        boolean keeps = !node.is("Squeeze") && node.intAttribute("keepdims", 1) == 1;
        int rank = scope.order().rank();
        return keeps
                ? ImmutableSet.of()
                : Arrays.stream(axes(node, scope).orElse(new long[0]))
                        .map(a -> a < 0 ? a + rank : a)
                        .boxed()
                        .collect(ImmutableSet.toImmutableSet());
    }

    @Override
    public Optional<Node> before(Node node, LayoutScope scope) {
        int rank = scope.order().rank();
        return axes(node, scope)
                .filter(axes -> axes.length > 0 && Arrays.stream(axes).allMatch(a -> a >= -rank && a < rank))
                .map(axes -> with(
                        node,
                        scope,
                        Arrays.stream(axes).map(scope.order()::before).sorted().toArray()));
    }

    private static boolean isPosition(Node node) {
        return node.is("ArgMax") || node.is("ArgMin");
    }

    private static Optional<long[]> axes(Node node, LayoutScope scope) {
        return isPosition(node)
                ? Optional.of(new long[] {node.intAttribute("axis", 0)})
                : scope.integers(node, 1, "axes");
    }

    private static Node with(Node node, LayoutScope scope, long[] axes) {
        if (isPosition(node)) {
            return node.withAttribute("axis", Attribute.of(axes[0]));
        }
        return node.attribute("axes").isPresent()
                ? node.withAttribute("axes", Attribute.ofInts(axes))
                : Inputs.with(node, 1, scope.constants().add(node.name() + "_axes", Tensor.vector(axes)));
    }
}
