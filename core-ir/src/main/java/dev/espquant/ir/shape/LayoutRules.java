package dev.espquant.ir.shape;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The same elements in another order: {@code Transpose}, {@code DepthToSpace}, {@code SpaceToDepth}. */
final class LayoutRules {
    private LayoutRules() {}

    /** {@code Transpose}: without {@code perm} the axes are reversed. */
    static Inferred transpose(RuleContext node) {
        Optional<long[]> perm = node.node().intsAttribute("perm");
        if (node.shape(0).isEmpty()) {
            return Inferred.of(node.type(0), perm.map(p -> Dimensions.unknownShape(p.length)));
        }
        Shape input = node.shape(0).get();
        int[] order = order(node, input, perm);
        Shape output = Shape.of(Arrays.stream(order).mapToObj(input::dimension).toList());
        return Inferred.of(node.type(0), Optional.of(output))
                .withElements(node.elements(0).map(e -> e.transposed(order)));
    }

    /** {@code DepthToSpace}: {@code [N,C,H,W]} to {@code [N,C/b^2,H*b,W*b]}. */
    static Inferred depthToSpace(RuleContext node) {
        long block = blockSize(node);
        return Inferred.of(
                node.type(0),
                node.shapeOfRank(0, 4)
                        .map(s -> Shape.of(List.of(
                                s.dimension(0),
                                divided(node, s, 1, Math.multiplyExact(block, block)),
                                Dimensions.times(s.dimension(2), block),
                                Dimensions.times(s.dimension(3), block)))));
    }

    /** {@code SpaceToDepth}: {@code [N,C,H,W]} to {@code [N,C*b^2,H/b,W/b]}. */
    static Inferred spaceToDepth(RuleContext node) {
        long block = blockSize(node);
        return Inferred.of(
                node.type(0),
                node.shapeOfRank(0, 4)
                        .map(s -> Shape.of(List.of(
                                s.dimension(0),
                                Dimensions.times(s.dimension(1), Math.multiplyExact(block, block)),
                                divided(node, s, 2, block),
                                divided(node, s, 3, block)))));
    }

    private static int[] order(RuleContext node, Shape input, Optional<long[]> perm) {
        if (perm.isEmpty()) {
            return IntStream.iterate(input.rank() - 1, axis -> axis - 1)
                    .limit(input.rank())
                    .toArray();
        }
        int[] order = Arrays.stream(perm.get())
                .mapToInt(axis -> node.axis(axis, input.rank()))
                .toArray();
        if (order.length != input.rank() || Arrays.stream(order).distinct().count() != order.length) {
            throw node.error(
                            0,
                            "perm " + Arrays.toString(perm.get()) + " must name each of the " + input.rank()
                                    + " axes once")
                    .build();
        }
        return order;
    }

    private static long blockSize(RuleContext node) {
        long block = node.requiredInt("blocksize");
        if (block < 1) {
            throw node.error("blocksize must be at least 1, found " + block).build();
        }
        return block;
    }

    private static Dimension divided(RuleContext node, Shape shape, int axis, long divisor) {
        Dimension whole = shape.dimension(axis);
        Dimension part = Dimensions.quotient(List.of(whole), List.of(Dimension.of(divisor)));
        if (whole instanceof Dimension.Fixed && !Dimensions.isKnown(part)) {
            throw node.error(0, "axis " + axis + " of size " + whole + " cannot be divided by " + divisor)
                    .build();
        }
        return part;
    }
}
