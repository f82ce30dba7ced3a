package dev.espquant.optimizer.passes.layout;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/** Slice with constant axes, by attributes before opset 10 and inputs since. */
final class SliceRule implements LayoutRule {
    @Override
    public Optional<Node> before(Node node, LayoutScope scope) {
        boolean attributes = node.attribute("starts").isPresent();
        Optional<long[]> starts = scope.integers(node, 1, "starts");
        boolean named =
                attributes ? node.attribute("axes").isPresent() : node.input(3).isPresent();
        Optional<long[]> axes = named
                ? scope.integers(node, 3, "axes")
                : starts.map(s -> LongStream.range(0, s.length).toArray());
        return axes.filter(a -> starts.isPresent()).map(a -> {
            long[] moved = Arrays.stream(a).map(scope.order()::before).toArray();
            return attributes
                    ? node.withAttribute("axes", Attribute.ofInts(moved))
                    : Inputs.with(node, 3, scope.constants().add(node.name() + "_axes", Tensor.vector(moved)));
        });
    }
}
