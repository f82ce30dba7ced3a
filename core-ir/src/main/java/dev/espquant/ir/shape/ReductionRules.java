package dev.espquant.ir.shape;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Operators that join an axis to one number: {@code Reduce...}, {@code ArgMax}, {@code ArgMin}. */
final class ReductionRules {
    private ReductionRules() {}

    /** A reduction; axes are an attribute, from version 13 ({@code ReduceSum}) or 18 (the others) an input. */
    static Inferred reduce(RuleContext node) {
        return Inferred.of(node.type(0), reducedShape(node));
    }

    /** A reduction that small vectors are followed through: {@code ReduceProd} of a shape is how exporters count elements. */
    static ShapeRule.OfOne reduce(ElementwiseRules.Arithmetic arithmetic) {
        return node -> {
            Inferred result = reduce(node);
            Optional<Elements> input = node.elements(0).filter(e -> e.shape().rank() == 1);
            boolean toOne = result.shape()
                    .filter(Elements::fits)
                    .filter(s -> s.elementCount() == 1)
                    .isPresent();
            return !toOne || input.isEmpty() || input.get().count() == 0
                    ? result
                    : result.withElements(
                            Optional.of(fold(input.get(), result.shape().get(), arithmetic)));
        };
    }

    /** {@code ArgMax}, {@code ArgMin}: the position along one axis. */
    static Inferred position(RuleContext node) {
        return Inferred.of(Optional.of(DataType.INT64), node.shape(0).map(s -> {
            int axis = s.rank() == 0 ? 0 : node.axis(node.node().intAttribute("axis", 0), s.rank());
            return without(s, Set.of(axis), keepsAxes(node));
        }));
    }

    private static Elements fold(Elements input, Shape shape, ElementwiseRules.Arithmetic arithmetic) {
        Element folded = input.get(0);
        for (int i = 1; i < input.count(); i++) {
            folded = arithmetic.apply(input.type(), folded, input.get(i));
        }
        return Elements.filled(input.type(), shape, folded);
    }

    private static Optional<Shape> reducedShape(RuleContext node) {
        Parameter axes = node.parameter("axes", 1);
        if (node.shape(0).isEmpty()) {
            return Optional.empty();
        }
        Shape input = node.shape(0).get();
        if (axes.isUnknown()) {
            return withUnknownAxes(node, input);
        }
        Set<Integer> reduced = new TreeSet<>();
        for (long axis : axes.values().orElse(new long[0])) {
            reduced.add(node.axis(axis, input.rank()));
        }
        if (reduced.isEmpty() && !node.flag("noop_with_empty_axes", false)) {
            for (int axis = 0; axis < input.rank(); axis++) {
                reduced.add(axis);
            }
        }
        return Optional.of(without(input, reduced, keepsAxes(node)));
    }

    private static Optional<Shape> withUnknownAxes(RuleContext node, Shape input) {
        if (keepsAxes(node)) {
            return Optional.of(Dimensions.unknownShape(input.rank()));
        }
        return node.vectorLength(1)
                .filter(count -> count > 0 && count <= input.rank())
                .map(count -> Dimensions.unknownShape(input.rank() - count));
    }

    private static boolean keepsAxes(RuleContext node) {
        return node.flag("keepdims", true);
    }

    private static Shape without(Shape input, Set<Integer> axes, boolean kept) {
        List<Dimension> output = new ArrayList<>();
        for (int axis = 0; axis < input.rank(); axis++) {
            if (!axes.contains(axis)) {
                output.add(input.dimension(axis));
            } else if (kept) {
                output.add(Dimensions.ONE);
            }
        }
        return Shape.of(output);
    }
}
