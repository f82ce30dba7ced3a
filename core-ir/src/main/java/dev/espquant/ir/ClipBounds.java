package dev.espquant.ir;

import java.util.Optional;
import java.util.function.Function;

/**
 * The bounds of a Clip, which are attributes before opset 11 and constant inputs since.
 *
 * @param min negative infinity if there is none
 * @param max infinity if there is none
 */
public record ClipBounds(double min, double max) {

    /**
     * The bounds of a node of operator Clip; empty if one is computed in the run.
     *
     * @param constants the constant behind a value name, if it is one
     */
    public static Optional<ClipBounds> of(Node clip, Function<String, Optional<Tensor>> constants) {
        Optional<Double> min = bound(clip, 1, "min", Double.NEGATIVE_INFINITY, constants);
        Optional<Double> max = bound(clip, 2, "max", Double.POSITIVE_INFINITY, constants);
        return min.flatMap(low -> max.map(high -> new ClipBounds(low, high)));
    }

    private static Optional<Double> bound(
            Node clip, int input, String attribute, double absent, Function<String, Optional<Tensor>> constants) {
        if (clip.input(input).isPresent()) {
            return clip.input(input)
                    .flatMap(constants)
                    .filter(t -> t.elementCount() == 1)
                    .map(t -> t.toDoubles()[0]);
        }
        return Optional.of(clip.attribute(attribute).isPresent() ? (double) clip.floatAttribute(attribute, 0) : absent);
    }
}
