package dev.espquant.ir.shape;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The same elements under another shape: {@code Reshape}, {@code Flatten}, {@code Squeeze}, {@code Unsqueeze}. */
final class ReshapeRules {
    private ReshapeRules() {}

    /** {@code Reshape}: the target is an attribute before version 5, an input since; 0 copies a size, -1 is what remains. */
    static Inferred reshape(RuleContext node) {
        Optional<Elements> target = node.has(1)
                ? node.elements(1)
                : node.node().intsAttribute("shape").map(Tensor::vector).flatMap(Elements::of);
        if (target.isEmpty()) {
            return Inferred.of(node.type(0), Targets.unknown(node, 1));
        }
        return withShape(node, Optional.of(ReshapeTarget.resolve(node, target.get())));
    }

    /** {@code Flatten}: the axes before {@code axis} become the first one, the others the second. */
    static Inferred flatten(RuleContext node) {
        return withShape(node, node.shape(0).map(s -> {
            long axis = node.node().intAttribute("axis", 1);
            int split = axis == s.rank() ? s.rank() : node.axis(axis, s.rank());
            return Shape.of(List.of(
                    Dimensions.product(s.dimensions().subList(0, split)),
                    Dimensions.product(s.dimensions().subList(split, s.rank()))));
        }));
    }

    /** {@code Squeeze}: drops axes of size 1; axes are an attribute before version 13, an input since. */
    static Inferred squeeze(RuleContext node) {
        Parameter axes = node.parameter("axes", 1);
        return withShape(node, node.shape(0).flatMap(s -> squeezed(node, s, axes)));
    }

    /** {@code Unsqueeze}: adds axes of size 1 at positions of the result; an attribute before version 13, an input since. */
    static Inferred unsqueeze(RuleContext node) {
        Parameter axes = node.parameter("axes", 1);
        if (node.shape(0).isEmpty()) {
            return Inferred.of(node.type(0), Optional.empty());
        }
        Shape input = node.shape(0).get();
        if (!axes.isKnown()) {
            return Inferred.of(
                    node.type(0),
                    node.vectorLength(1).filter(n -> n <= 1024).map(n -> Dimensions.unknownShape(input.rank() + n)));
        }
        long[] positions = axes.values().get();
        int rank = Math.addExact(input.rank(), positions.length);
        Set<Integer> added = new HashSet<>();
        for (long position : positions) {
            if (!added.add(node.axis(position, rank))) {
                throw node.error("axis " + position + " is added twice").build();
            }
        }
        List<Dimension> output = new ArrayList<>();
        for (int axis = 0, from = 0; axis < rank; axis++) {
            output.add(added.contains(axis) ? Dimensions.ONE : input.dimension(from++));
        }
        return withShape(node, Optional.of(Shape.of(output)));
    }

    /** The input's type and elements under another shape. */
    private static Inferred withShape(RuleContext node, Optional<Shape> shape) {
        Inferred result = Inferred.of(node.type(0), shape);
        return result.withElements(shape.filter(Shape::isStatic)
                .flatMap(s -> node.elements(0)
                        .filter(e -> e.count() == s.elementCount())
                        .map(e -> e.reshaped(s))));
    }

    private static Optional<Shape> squeezed(RuleContext node, Shape input, Parameter axes) {
        if (axes.isUnknown()) {
            return node.vectorLength(1)
                    .filter(n -> n <= input.rank())
                    .map(n -> Dimensions.unknownShape(input.rank() - n));
        }
        Set<Integer> dropped = new HashSet<>();
        if (axes.isKnown()) {
            for (long position : axes.values().get()) {
                int axis = node.axis(position, input.rank());
                node.agree(
                        Dimensions.ONE, input.dimension(axis), "only axes of size 1 can be dropped, not axis " + axis);
                dropped.add(axis);
            }
        } else if (input.isStatic()) {
            for (int axis = 0; axis < input.rank(); axis++) {
                if (input.dimension(axis).equals(Dimensions.ONE)) {
                    dropped.add(axis);
                }
            }
        } else {
            return Optional.empty();
        }
        List<Dimension> output = new ArrayList<>();
        for (int axis = 0; axis < input.rank(); axis++) {
            if (!dropped.contains(axis)) {
                output.add(input.dimension(axis));
            }
        }
        return Optional.of(Shape.of(output));
    }
}
