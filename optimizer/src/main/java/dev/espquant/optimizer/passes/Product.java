package dev.espquant.optimizer.passes;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.rewrite.Match;
import java.util.Optional;

/**
 * A product as a scalar and what it scales, in whatever order and association an exporter wrote it: {@code (x * 0.5) * g}, {@code x * (g / 2)}
 * and {@code 0.5 * (g * x)} are the same product. Sees through Mul and through Div by a scalar, as long as nothing else reads what is between.
 *
 * @param factor all scalars multiplied
 * @param operands the values that are no scalars
 */
public record Product(double factor, ImmutableList<String> operands) {
    /** Products that this toolkit looks for are shorter; a bound keeps sweeps linear. */
    private static final int MAX_DEPTH = 4;

    /** The product that a node computes; one operand, its own output, if it is neither Mul nor Div by a scalar. */
    public static Product of(Match match, Node node) {
        return of(match, node.output(), node, 0);
    }

    private static Product of(Match match, String value, Node node, int depth) {
        String first = node.inputs().isEmpty() ? "" : node.inputs().get(0);
        if (node.is("Mul") && node.attribute("broadcast").isEmpty()) {
            return inside(match, first, depth).times(inside(match, node.inputs().get(1), depth));
        }
        if (node.is("Div") && node.attribute("broadcast").isEmpty()) {
            Optional<Double> divisor = Scalars.of(match, node, 1);
            if (divisor.isPresent()) {
                return inside(match, first, depth).times(new Product(1 / divisor.get(), ImmutableList.of()));
            }
        }
        return new Product(1, ImmutableList.of(value));
    }

    private static Product inside(Match match, String value, int depth) {
        Optional<Double> scalar = Scalars.of(match, value);
        if (scalar.isPresent()) {
            return new Product(scalar.get(), ImmutableList.of());
        }
        Optional<Node> producer = match.producer(value).filter(n -> depth < MAX_DEPTH && match.isReadOnce(value));
        return producer.map(n -> of(match, value, n, depth + 1)).orElse(new Product(1, ImmutableList.of(value)));
    }

    private Product times(Product other) {
        return new Product(
                factor * other.factor,
                ImmutableList.<String>builder()
                        .addAll(operands)
                        .addAll(other.operands)
                        .build());
    }

    /** Whether this is a scalar times two values. */
    public boolean isOfTwo() {
        return operands.size() == 2;
    }
}
