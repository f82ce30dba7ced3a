package dev.espquant.optimizer.passes;

import dev.espquant.ir.Node;
import dev.espquant.optimizer.rewrite.Match;
import java.util.Optional;

/**
 * A value divided by another one, as Div, or as Mul with a Reciprocal.
 *
 * @param dividend what is divided
 * @param divisor what it is divided by
 */
public record Quotient(String dividend, String divisor) {

    /** The quotient that a node computes; empty for other nodes. */
    public static Optional<Quotient> of(Match match, Node node) {
        if (node.is("Div") && node.attribute("broadcast").isEmpty()) {
            return Optional.of(new Quotient(node.inputs().get(0), node.inputs().get(1)));
        }
        if (!node.is("Mul") || node.attribute("broadcast").isPresent()) {
            return Optional.empty();
        }
        for (int i = 0; i < 2; i++) {
            Optional<Node> reciprocal = inverse(match, node.inputs().get(i));
            if (reciprocal.isPresent()) {
                int divisor = reciprocal.get().is("Div") ? 1 : 0;
                return Optional.of(new Quotient(
                        node.inputs().get(1 - i), reciprocal.get().inputs().get(divisor)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Node> inverse(Match match, String value) {
        return match.producer(value)
                .filter(n -> n.is("Reciprocal")
                        || (n.is("Div")
                                && Scalars.of(match, n, 0)
                                        .filter(one -> one == 1)
                                        .isPresent()));
    }
}
