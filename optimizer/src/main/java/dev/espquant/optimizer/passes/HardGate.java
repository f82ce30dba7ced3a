package dev.espquant.optimizer.passes;

import dev.espquant.ir.ClipBounds;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.rewrite.Match;
import java.util.List;
import java.util.Optional;

/**
 * A line that is cut off below and above: {@code gain * max(0, min(1, alpha * x + beta))}. So it is written by HardSigmoid, and by Clip from 0 of
 * a scaled and shifted x.
 *
 * @param input the x
 */
public record HardGate(String input, double gain, double alpha, double beta) {

    /** The gate that a node is the last step of; empty for other nodes. */
    public static Optional<HardGate> of(Match match, Node node) {
        if (node.is("HardSigmoid")) {
            return Optional.of(new HardGate(
                    node.inputs().get(0), 1, node.floatAttribute("alpha", 0.2f), node.floatAttribute("beta", 0.5f)));
        }
        if (!node.is("Clip")) {
            return Optional.empty();
        }
        double gain = ClipBounds.of(node, match::constant)
                .filter(b -> b.min() == 0 && b.max() > 0 && Double.isFinite(b.max()))
                .map(ClipBounds::max)
                .orElse(0.0);
        String line = node.inputs().get(0);
        String input = source(match, line);
        return gain == 0 || !Scalars.isFloat(match, input)
                ? Optional.empty()
                : Polynomial.of(match, line, input)
                        .map(p -> new HardGate(input, gain, p.coefficient(1) / gain, p.coefficient(0) / gain));
    }

    /** What a chain of scalars begins with. */
    private static String source(Match match, String value) {
        String current = value;
        for (int depth = 0; depth < 2; depth++) {
            Optional<Node> step = match.producer(current)
                    .filter(n -> List.of("Add", "Sub", "Mul", "Div").contains(n.opType()));
            if (step.isEmpty() || !step.get().domain().isEmpty() || !match.isReadOnce(current)) {
                return current;
            }
            List<String> inputs = step.get().inputs();
            if (Scalars.of(match, inputs.get(1)).isPresent()) {
                current = inputs.get(0);
            } else if (Scalars.of(match, inputs.get(0)).isPresent()
                    && !step.get().is("Div")) {
                current = inputs.get(1);
            }
        }
        return current;
    }

    /** Whether this is the gate of HardSwish, but for its gain. */
    public boolean isOfHardSwish() {
        return Scalars.close(alpha, 1.0 / 6) && Scalars.close(beta, 0.5);
    }
}
