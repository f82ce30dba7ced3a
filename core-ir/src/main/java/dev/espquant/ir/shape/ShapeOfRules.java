package dev.espquant.ir.shape;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.List;
import java.util.Optional;

/** Sizes as data, where every computed shape begins: {@code Shape}, {@code Size}. */
final class ShapeOfRules {
    private ShapeOfRules() {}

    /** {@code Shape}: the sizes of axes {@code start} to {@code end - 1}, which version 15 introduced; all of them by default. */
    static Inferred shape(RuleContext node) {
        if (node.shape(0).isEmpty()) {
            return Inferred.of(Optional.of(DataType.INT64), Optional.of(Dimensions.unknownShape(1)));
        }
        Shape input = node.shape(0).get();
        int start = position(node.node().intAttribute("start", 0), input.rank());
        int end = position(node.node().intAttribute("end", input.rank()), input.rank());
        List<Element> sizes = input.dimensions().subList(start, Math.max(start, end)).stream()
                .map(Element::of)
                .toList();
        return Inferred.of(Elements.vector(DataType.INT64, sizes));
    }

    /** {@code Size}: the number of elements. */
    static Inferred size(RuleContext node) {
        Dimension count =
                node.shape(0).map(s -> Dimensions.product(s.dimensions())).orElse(Dimension.unknown());
        return Inferred.of(Elements.scalar(DataType.INT64, Element.of(count)));
    }

    /** Negative positions count from the end; what lies outside is moved to the nearest axis. */
    private static int position(long position, int rank) {
        return (int) Math.max(0, Math.min(rank, position < 0 ? position + rank : position));
    }
}
