package dev.espquant.optimizer.passes;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import dev.espquant.optimizer.rewrite.Match;
import java.util.Optional;

/** Questions about shapes that hold in every run, whatever the sizes that the graph leaves open. */
public final class KnownShapes {
    private KnownShapes() {}

    /** Whether two values have the same sizes in every run. */
    public static boolean same(Match match, String a, String b) {
        Optional<Shape> shape = match.shape(a);
        return shape.isPresent()
                && shape.equals(match.shape(b))
                && shape.get().dimensions().stream().noneMatch(d -> d instanceof Dimension.Unknown);
    }

    /** The number of axes of a value. */
    public static Optional<Integer> rank(Match match, String value) {
        return match.shape(value).map(Shape::rank);
    }
}
