package dev.espquant.ir.shape;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.List;
import java.util.Optional;

/** Attributes of the rarer kinds; the common ones are read by {@link Node} itself. */
final class Attributes {
    private Attributes() {}

    static Optional<List<Float>> floats(Node node, String name) {
        return node.attribute(name)
                .filter(a -> a instanceof Attribute.OfFloats)
                .map(a -> ((Attribute.OfFloats) a).values());
    }

    static Optional<Tensor> tensor(Node node, String name) {
        return node.attribute(name)
                .filter(a -> a instanceof Attribute.OfTensor)
                .map(a -> ((Attribute.OfTensor) a).value());
    }
}
