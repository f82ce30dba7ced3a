package dev.espquant.ir.shape;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@code Reshape} makes of its target: zeros copy sizes of the input, one -1 takes what remains. A single size that only a run knows
 * takes what remains, too, for the number of elements stays.
 */
final class ReshapeTarget {
    private final RuleContext node;
    private final Optional<Shape> input;
    private final List<Dimension> output = new ArrayList<>();
    private final Set<Integer> copiedAxes = new HashSet<>();
    /** Sizes that the target gives itself. */
    private final List<Dimension> chosen = new ArrayList<>();
    /** Axes of the output that the target leaves open; the first is that of -1 if there is one. */
    private final List<Integer> open = new ArrayList<>();

    private boolean hasRemainder = false;

    private ReshapeTarget(RuleContext node) {
        this.node = node;
        this.input = node.shape(0);
    }

    /** The output shape; {@link GraphException} if the input does not have as many elements as the target asks for. */
    static Shape resolve(RuleContext node, Elements target) {
        ReshapeTarget reshape = new ReshapeTarget(node);
        boolean zeroCopies = !node.flag("allowzero", false);
        for (int axis = 0; axis < target.count(); axis++) {
            reshape.output.add(reshape.size(axis, target.get(axis), zeroCopies));
        }
        if (reshape.input.isPresent()) {
            reshape.balance(reshape.input.get());
        }
        return Shape.of(reshape.output);
    }

    private Dimension size(int axis, Element element, boolean zeroCopies) {
        if (zeroCopies && ElementMath.isZero(element)) {
            return copied(axis);
        }
        if (element instanceof Element.Whole whole && whole.value() == -1) {
            if (hasRemainder) {
                throw node.error(1, "only one size of the target may be -1").build();
            }
            hasRemainder = true;
            open.add(0, axis);
            return Dimension.unknown();
        }
        Dimension size = Targets.size(node, 1, element);
        if (Dimensions.isKnown(size)) {
            chosen.add(size);
        } else {
            open.add(axis);
        }
        return size;
    }

    private Dimension copied(int axis) {
        if (input.isPresent() && axis >= input.get().rank()) {
            throw node.error(1, "size " + axis + " of the target is 0, but the input has no such axis to copy")
                    .build();
        }
        copiedAxes.add(axis);
        return input.map(s -> s.dimension(axis)).orElse(Dimension.unknown());
    }

    /** Gives the only open axis what remains, or checks that nothing remains. */
    private void balance(Shape from) {
        List<Dimension> remaining = new ArrayList<>();
        for (int axis = 0; axis < from.rank(); axis++) {
            if (!copiedAxes.contains(axis)) {
                remaining.add(from.dimension(axis));
            }
        }
        Dimension available = Dimensions.product(remaining);
        Dimension asked = Dimensions.product(chosen);
        boolean counted = available instanceof Dimension.Fixed && asked instanceof Dimension.Fixed;
        if (open.size() == 1) {
            Dimension rest = Dimensions.quotient(remaining, chosen);
            if (counted && !Dimensions.isKnown(rest)) {
                throw mismatch(available, asked);
            }
            output.set(open.get(0), rest);
        } else if (open.isEmpty() && counted && !available.equals(asked)) {
            throw mismatch(available, asked);
        }
    }

    private GraphException mismatch(Dimension available, Dimension asked) {
        return node.error(
                        1,
                        "the target " + Shape.of(output) + " does not have as many elements as the input: " + available
                                + " are there, " + asked + (open.isEmpty() ? "" : " times a whole number")
                                + " asked for")
                .build();
    }
}
