package dev.espquant.ir.shape;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operators that search or make indices: {@code TopK}, {@code OneHot}, {@code NonZero}, {@code Unique}, {@code NonMaxSuppression}. */
final class IndexRules {
    private IndexRules() {}

    /** {@code TopK}: values and indices; k is an attribute before version 10, an input since. */
    static List<Inferred> topK(RuleContext node) {
        Dimension k = node.opset() < 10
                ? node.dimension(node.requiredInt("k"), "k")
                : node.elements(1)
                        .filter(e -> e.count() == 1)
                        .map(e -> Targets.size(node, 1, e.get(0)))
                        .orElse(Dimension.unknown());
        Optional<Shape> shape = node.shape(0).map(s -> {
            int axis = node.axis(node.node().intAttribute("axis", -1), s.rank());
            if (k instanceof Dimension.Fixed asked
                    && s.dimension(axis) instanceof Dimension.Fixed there
                    && asked.size() > there.size()) {
                throw node.error(0, "k is " + k + ", but axis " + axis + " has only " + there)
                        .build();
            }
            return s.with(axis, k);
        });
        return List.of(Inferred.of(node.type(0), shape), Inferred.of(Optional.of(DataType.INT64), shape));
    }

    /** {@code OneHot}: indices, depth, values; the new axis has {@code depth} elements. */
    static Inferred oneHot(RuleContext node) {
        Dimension depth = node.elements(1)
                .filter(e -> e.count() == 1)
                .map(e -> Targets.size(node, 1, ElementMath.cast(DataType.INT64, e.get(0))))
                .orElse(Dimension.unknown());
        return Inferred.of(node.type(2), node.shape(0).map(s -> {
            int axis = node.axis(node.node().intAttribute("axis", -1), s.rank() + 1);
            List<Dimension> output = new ArrayList<>(s.dimensions());
            output.add(axis, depth);
            return Shape.of(output);
        }));
    }

    /** {@code NonZero}: one row of coordinates per axis; how many columns depends on the data. */
    static Inferred nonZero(RuleContext node) {
        Dimension rank = node.shape(0).map(s -> Dimension.of(s.rank())).orElse(Dimension.unknown());
        return Inferred.of(DataType.INT64, Shape.of(List.of(rank, Dimension.unknown())));
    }

    /** {@code Unique}: the values, and three vectors of indices and counts. */
    static List<Inferred> unique(RuleContext node) {
        boolean flat = node.node().attribute("axis").isEmpty();
        Optional<Shape> values = flat
                ? Optional.of(Dimensions.unknownShape(1))
                : node.shape(0).map(s -> s.with(node.axis(node.requiredInt("axis"), s.rank()), Dimension.unknown()));
        Inferred vector = Inferred.of(DataType.INT64, Dimensions.unknownShape(1));
        return List.of(Inferred.of(node.type(0), values), vector, vector, vector);
    }

    /** {@code NonMaxSuppression}: batch, class and box index of what is kept. */
    static Inferred nonMaxSuppression(RuleContext node) {
        return Inferred.of(DataType.INT64, Shape.of(List.of(Dimension.unknown(), Dimension.of(3))));
    }
}
