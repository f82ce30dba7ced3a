package dev.espquant.optimizer.passes;

import dev.espquant.ir.Node;
import dev.espquant.optimizer.rewrite.Match;
import java.util.Optional;

/**
 * The bounds of a Clip, which are attributes before opset 11 and constant inputs since.
 *
 * @param min negative infinity if there is none
 * @param max infinity if there is none
 */
public record ClipBounds(double min, double max) {

    /** The bounds; empty if one is computed in the run. */
    public static Optional<ClipBounds> of(Match match, Node clip) {
        Optional<Double> min = bound(match, clip, 1, "min", Double.NEGATIVE_INFINITY);
        Optional<Double> max = bound(match, clip, 2, "max", Double.POSITIVE_INFINITY);
        return min.flatMap(low -> max.map(high -> new ClipBounds(low, high)));
    }

    private static Optional<Double> bound(Match match, Node clip, int input, String attribute, double absent) {
        if (match.opset() < 11) {
            return Optional.of(
                    clip.attribute(attribute).isPresent() ? (double) clip.floatAttribute(attribute, 0) : absent);
        }
        return clip.input(input).isEmpty()
                ? Optional.of(absent)
                : match.constant(clip, input).filter(t -> t.elementCount() == 1).map(t -> t.toDoubles()[0]);
    }
}
