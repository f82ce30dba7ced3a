package dev.espquant.optimizer.passes;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.TensorType;
import dev.espquant.optimizer.rewrite.Match;
import java.util.Optional;

/** Single float32 numbers among the constants of a graph, and values that they are computed with. */
public final class Scalars {
    private static final double TOLERANCE = 1e-5;

    private Scalars() {}

    /** The only element of a float32 constant. */
    public static Optional<Double> of(Match match, String value) {
        return match.constant(value)
                .filter(t -> t.type() == DataType.FLOAT && t.elementCount() == 1)
                .map(t -> t.toDoubles()[0])
                .filter(Double::isFinite);
    }

    /** As {@link #of}, for the input of a node; empty if it is left out. */
    public static Optional<Double> of(Match match, Node node, int input) {
        return node.input(input).flatMap(value -> of(match, value));
    }

    /** Whether a value is known to be float32. */
    public static boolean isFloat(Match match, String value) {
        return match.type(value)
                .flatMap(TensorType::elementType)
                .filter(t -> t == DataType.FLOAT)
                .isPresent();
    }

    /** Whether numbers are equal but for the few digits with which exporters write constants like 1/6. */
    public static boolean close(double a, double b) {
        return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
    }
}
