package dev.espquant.ir.shape;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ONNX's multidirectional broadcasting: shapes are aligned at the end, an axis of 1 (or none) repeats. */
final class Broadcast {
    private Broadcast() {}

    /** The common shape of inputs {@code from} to {@code to - 1}; empty if one has no rank. {@link GraphException} if there is none. */
    static Optional<Shape> inputs(RuleContext node, int from, int to) {
        Optional<Shape> common = Optional.of(Shape.of());
        for (int i = from; i < to && common.isPresent(); i++) {
            Optional<Shape> next = node.shape(i);
            int index = i;
            common = common.filter(c -> next.isPresent())
                    .map(c -> shapes(c, next.get()).orElseThrow(() -> unbroadcastable(node, index, c, next.get())));
        }
        return common;
    }

    /** The common shape of two; empty if there is none. */
    static Optional<Shape> shapes(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        List<Dimension> common = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            Optional<Dimension> dimension = Dimensions.broadcast(aligned(a, axis, rank), aligned(b, axis, rank));
            if (dimension.isEmpty()) {
                return Optional.empty();
            }
            common.add(dimension.get());
        }
        return Optional.of(Shape.of(common));
    }

    private static Dimension aligned(Shape shape, int axis, int rank) {
        int missing = rank - shape.rank();
        return axis < missing ? Dimensions.ONE : shape.dimension(axis - missing);
    }

    private static GraphException unbroadcastable(RuleContext node, int input, Shape a, Shape b) {
        return node.error(
                        input,
                        "shapes " + a + " and " + b + " do not broadcast: aligned at the end, sizes must be equal or 1")
                .fix("insert a Reshape or Unsqueeze, or export the model again")
                .build();
    }
}
