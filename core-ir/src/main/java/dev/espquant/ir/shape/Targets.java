package dev.espquant.ir.shape;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads inputs that say a shape: a vector with one element per axis. */
final class Targets {
    private Targets() {}

    /**
     * The shape that an input's elements spell. Elements that only a run knows are unknown sizes; empty if not even their number is known.
     *
     * @throws dev.espquant.ir.GraphException if a size is negative or the input is no vector
     */
    static Optional<Shape> shape(RuleContext node, int input) {
        node.shapeOfRank(input, 1);
        Optional<Elements> elements = node.elements(input);
        if (elements.isEmpty()) {
            return unknown(node, input);
        }
        List<Dimension> dimensions = new ArrayList<>();
        for (Element element : elements.get().values()) {
            dimensions.add(size(node, input, element));
        }
        return Optional.of(Shape.of(dimensions));
    }

    /** A size that an element gives; {@link GraphException} if it is negative. */
    static Dimension size(RuleContext node, int input, Element element) {
        if (element instanceof Element.Whole whole && whole.value() < 0) {
            throw node.error(input, "a size must not be negative, found " + whole.value())
                    .build();
        }
        return element.toDimension();
    }

    /** As many unknown sizes as the vector has elements; more than a sane number of axes say nothing. */
    static Optional<Shape> unknown(RuleContext node, int input) {
        return node.vectorLength(input).filter(length -> length <= 1024).map(Dimensions::unknownShape);
    }
}
