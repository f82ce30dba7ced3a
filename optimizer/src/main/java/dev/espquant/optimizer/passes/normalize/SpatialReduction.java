package dev.espquant.optimizer.passes.normalize;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.TensorType;
import dev.espquant.optimizer.passes.Axes;
import dev.espquant.optimizer.passes.KnownShapes;
import dev.espquant.optimizer.passes.Scalars;
import dev.espquant.optimizer.rewrite.Match;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Makes reductions over all spatial axes global pools. */
final class SpatialReduction {
    private SpatialReduction() {}

    /**
     * Replaces the root of a match, if it reduces float32 data over all axes behind the first two. Not for three axes: there the reduction
     * over the last one is mostly part of a layer normalization. One that drops the axes becomes a pool and a Flatten, which is a node more
     * than before; so only if the chip has no such reduction, or the pass is asked for by name.
     */
    static void toPool(Match match, String pool) {
        Node node = match.root();
        String input = node.inputs().get(0);
        boolean keeps = node.intAttribute("keepdims", 1) == 1;
        Optional<Integer> rank = KnownShapes.rank(match, input).filter(r -> r > 3 && Scalars.isFloat(match, input));
        if (rank.flatMap(r -> Axes.of(match, node, r))
                        .filter(axes -> Arrays.equals(
                                axes, LongStream.range(2, rank.get()).toArray()))
                        .isEmpty()
                || !match.context().allows(pool)
                || (!keeps && !match.context().refuses(node))) {
            return;
        }
        if (keeps) {
            match.replace(Node.of(node.name(), pool, List.of(input), node.outputs()));
            return;
        }
        String pooled = match.context().freshName(node.output() + "_pooled");
        List<Dimension> dimensions = match.shape(input).orElseThrow().dimensions();
        match.declare(
                pooled,
                TensorType.of(
                        DataType.FLOAT,
                        Shape.of(IntStream.range(0, rank.get())
                                .mapToObj(i -> i < 2 ? dimensions.get(i) : Dimension.of(1))
                                .toList())));
        match.replace(
                Node.of(node.name(), pool, List.of(input), List.of(pooled)),
                Node.of(
                        match.context().freshName(node.name() + "_flatten"),
                        "Flatten",
                        List.of(pooled),
                        node.outputs()));
    }
}
