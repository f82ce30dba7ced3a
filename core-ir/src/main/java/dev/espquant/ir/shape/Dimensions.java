package dev.espquant.ir.shape;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Arithmetic on sizes. Results are exact: a size that no formula gives is {@link Dimension#unknown()}, a number beyond a {@code long} is an
 * {@link ArithmeticException}, which {@code GraphInference} turns into an error that names the node.
 */
final class Dimensions {
    static final Dimension ONE = Dimension.of(1);

    private Dimensions() {}

    static OptionalLong fixed(Dimension dimension) {
        return dimension instanceof Dimension.Fixed f ? OptionalLong.of(f.size()) : OptionalLong.empty();
    }

    static boolean isKnown(Dimension dimension) {
        return !(dimension instanceof Dimension.Unknown);
    }

    /** A shape of so many unknown sizes. */
    static Shape unknownShape(int rank) {
        return Shape.of(Collections.nCopies(rank, Dimension.unknown()));
    }

    /** All sizes multiplied; a zero makes the product zero, whatever else is unknown. */
    static Dimension product(List<Dimension> dimensions) {
        if (dimensions.contains(Dimension.of(0))) {
            return Dimension.of(0);
        }
        long factor = 1;
        Element symbols = Element.of(1);
        for (Dimension dimension : dimensions) {
            if (dimension instanceof Dimension.Fixed fixed) {
                factor = Math.multiplyExact(factor, fixed.size());
            } else {
                symbols = ElementMath.multiply(DataType.INT64, symbols, Element.of(dimension));
            }
        }
        return ElementMath.multiply(DataType.INT64, symbols, Element.of(factor)).toDimension();
    }

    /**
     * Checks that there are no more elements than a {@code long} counts, as far as sizes are known.
     *
     * @throws ArithmeticException if there are
     */
    static void requireCountable(List<Dimension> dimensions) {
        long count = 1;
        for (Dimension dimension : dimensions) {
            if (dimension instanceof Dimension.Symbolic symbol && symbol.name().indexOf('*') >= 0) {
                product(dimensions); // a factor stands in the name
                return;
            }
            if (dimension instanceof Dimension.Fixed fixed) {
                if (fixed.size() == 0) {
                    return;
                }
                count = saturatedTimes(count, fixed.size());
            }
        }
        if (count < 0) {
            throw new ArithmeticException("long overflow");
        }
    }

    /** The product of two positive numbers, or of -1 and anything; -1 beyond a {@code long}. */
    private static long saturatedTimes(long a, long b) {
        return a < 0 || Math.multiplyHigh(a, b) != 0 || a * b < 0 ? -1 : a * b;
    }

    static Dimension times(Dimension dimension, long factor) {
        return product(List.of(dimension, Dimension.of(factor)));
    }

    /** The sum of two sizes; different symbols have none that a name could say. */
    static Dimension sum(Dimension a, Dimension b) {
        if (a instanceof Dimension.Fixed x && b instanceof Dimension.Fixed y) {
            return Dimension.of(Math.addExact(x.size(), y.size()));
        }
        return ElementMath.add(DataType.INT64, Element.of(a), Element.of(b)).toDimension();
    }

    /** A product of sizes divided by another; unknown unless the division is exact in every run. */
    static Dimension quotient(List<Dimension> dividend, List<Dimension> divisor) {
        List<Dimension> above = new ArrayList<>(dividend);
        List<Dimension> below = new ArrayList<>(divisor);
        below.removeIf(d -> isKnown(d) && above.remove(d));
        Dimension top = product(above);
        Dimension bottom = product(below);
        if (top instanceof Dimension.Fixed a && bottom instanceof Dimension.Fixed b) {
            return b.size() != 0 && a.size() % b.size() == 0 ? Dimension.of(a.size() / b.size()) : Dimension.unknown();
        }
        return ElementMath.divide(DataType.INT64, Element.of(top), Element.of(bottom))
                .toDimension();
    }

    /** The one size that two descriptions of the same axis allow: numbers before symbols before nothing. Empty for two different numbers. */
    static Optional<Dimension> merge(Dimension a, Dimension b) {
        if (a instanceof Dimension.Fixed && b instanceof Dimension.Fixed) {
            return a.equals(b) ? Optional.of(a) : Optional.empty();
        }
        if (a instanceof Dimension.Fixed || b instanceof Dimension.Unknown) {
            return Optional.of(a);
        }
        return Optional.of(b instanceof Dimension.Fixed || a instanceof Dimension.Unknown ? b : a);
    }

    /** The one shape that two descriptions of the same value allow; empty if ranks or numbers differ. */
    static Optional<Shape> merge(Shape a, Shape b) {
        if (a.rank() != b.rank()) {
            return Optional.empty();
        }
        List<Dimension> merged = new ArrayList<>();
        for (int axis = 0; axis < a.rank(); axis++) {
            Optional<Dimension> dimension = merge(a.dimension(axis), b.dimension(axis));
            if (dimension.isEmpty()) {
                return Optional.empty();
            }
            merged.add(dimension.get());
        }
        return Optional.of(Shape.of(merged));
    }

    /** What holds for a value that is one or the other, as after the branches of {@code If}: only what both say. */
    static Optional<Shape> either(Optional<Shape> a, Optional<Shape> b) {
        if (a.isEmpty() || b.isEmpty() || a.get().rank() != b.get().rank()) {
            return Optional.empty();
        }
        List<Dimension> common = new ArrayList<>();
        for (int axis = 0; axis < a.get().rank(); axis++) {
            Dimension dimension = a.get().dimension(axis);
            common.add(dimension.equals(b.get().dimension(axis)) ? dimension : Dimension.unknown());
        }
        return Optional.of(Shape.of(common));
    }

    /**
     * The size of an axis of two operands under broadcasting: equal, or one of them 1. Empty where two numbers forbid it. A symbol against a
     * number above 1 must be that number or 1 in every run.
     */
    static Optional<Dimension> broadcast(Dimension a, Dimension b) {
        if (a.equals(ONE) || a.equals(b)) {
            return Optional.of(b);
        }
        if (b.equals(ONE)) {
            return Optional.of(a);
        }
        if (a instanceof Dimension.Fixed && b instanceof Dimension.Fixed) {
            return Optional.empty();
        }
        if (a instanceof Dimension.Fixed) {
            return Optional.of(a);
        }
        return Optional.of(b instanceof Dimension.Fixed ? b : Dimension.unknown());
    }
}
