package dev.espquant.optimizer.passes;

import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.rewrite.Match;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/** The sums over axes that normalizations are written out with: means, means of squares, and the root of such a mean. */
public final class Moments {
    private static final double LARGEST_EPSILON = 0.1;

    private Moments() {}

    /**
     * The root of a mean of squares.
     *
     * @param squared what is squared
     * @param axis the first of the axes that the mean is over; they reach to the last one
     * @param epsilon what is added below the root
     */
    public record Root(String squared, int axis, float epsilon) {}

    /** The node that averages over the last axes and keeps them with size 1; empty for other values. */
    public static Optional<Node> meanOfLastAxes(Match match, String value) {
        return match.producer(value)
                .filter(n -> n.is("ReduceMean") && n.intAttribute("keepdims", 1) == 1)
                .filter(n -> firstAxis(match, n).isPresent());
    }

    /** The first axis of a mean over the last axes. */
    public static Optional<Integer> firstAxis(Match match, Node mean) {
        Optional<Integer> rank = KnownShapes.rank(match, mean.inputs().get(0));
        return rank.flatMap(r -> Axes.of(match, mean, r)
                .filter(axes -> axes.length > 0
                        && Arrays.equals(
                                axes, LongStream.range(r - axes.length, r).toArray()))
                .map(axes -> r - axes.length));
    }

    /** {@code sqrt(mean(v * v) + epsilon)} over the last axes; empty for other values. */
    public static Optional<Root> root(Match match, String value) {
        return match.producer(value)
                .filter(n -> n.is("Sqrt")
                        || (n.is("Pow")
                                && Scalars.of(match, n, 1).filter(e -> e == 0.5).isPresent()))
                .flatMap(n -> match.producer(n.inputs().get(0)))
                .filter(n -> n.is("Add"))
                .flatMap(sum -> root(match, sum, 0).or(() -> root(match, sum, 1)));
    }

    private static Optional<Root> root(Match match, Node sum, int mean) {
        Optional<Double> epsilon = Scalars.of(match, sum, 1 - mean).filter(e -> e >= 0 && e < LARGEST_EPSILON);
        Optional<Node> average = meanOfLastAxes(match, sum.inputs().get(mean));
        return epsilon.flatMap(e ->
                average.flatMap(node -> squared(match, node.inputs().get(0))
                        .map(v -> new Root(v, firstAxis(match, node).orElseThrow(), e.floatValue()))));
    }

    /** What a value is the square of. */
    public static Optional<String> squared(Match match, String value) {
        return match.producer(value)
                .filter(n -> n.is("Mul") || n.is("Pow"))
                .map(n -> n.inputs().get(0))
                .filter(v -> Polynomial.of(match, value, v)
                        .filter(p -> p.is(0, 0, 1))
                        .isPresent());
    }

    /** A constant of ones for every position in the axes from one on; empty where their sizes are not known. */
    public static Optional<Tensor> ones(Match match, String value, int axis) {
        Optional<Shape> last = match.shape(value)
                .map(s -> Shape.of(s.dimensions().subList(axis, s.rank())))
                .filter(Shape::isStatic);
        return last.map(s -> {
            float[] ones = new float[Math.toIntExact(s.elementCount())];
            Arrays.fill(ones, 1);
            return Tensor.ofFloats(s.sizes(), ones);
        });
    }
}
