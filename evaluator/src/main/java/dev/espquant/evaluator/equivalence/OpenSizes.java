package dev.espquant.evaluator.equivalence;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Shape;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Numbers for the sizes that a graph leaves open: one for batches, which are the first sizes of inputs, one for all others. Equal names get equal
 * numbers.
 *
 * @param batch the batch size
 * @param other every other open size
 */
record OpenSizes(long batch, long other) {
    private static final long[] OTHERS = {8, 32, 64, 224, 2, 1, 3, 16, 128, 256};

    /** What to try, in this order, until a model runs: not every size suits every model. */
    static List<OpenSizes> candidates(Graph graph) {
        boolean open = graph.inputs().stream()
                .anyMatch(i -> !shape(i).map(Shape::isStatic).orElse(false));
        return open
                ? LongStream.of(OTHERS)
                        .boxed()
                        .flatMap(o -> Stream.of(new OpenSizes(2, o), new OpenSizes(1, o)))
                        .toList()
                : List.of(new OpenSizes(1, 1));
    }

    /** The sizes of an input; an input without a shape is a single number. */
    long[] of(Graph graph, ValueInfo input) {
        Set<Dimension> batches = new HashSet<>();
        graph.inputs().forEach(i -> shape(i).filter(s -> s.rank() > 0).ifPresent(s -> batches.add(s.dimension(0))));
        List<Dimension> dimensions =
                shape(input).map(Shape::dimensions).map(List::copyOf).orElse(List.of());
        long[] sizes = new long[dimensions.size()];
        for (int axis = 0; axis < sizes.length; axis++) {
            boolean isBatch = axis == 0
                    || (dimensions.get(axis) instanceof Dimension.Symbolic && batches.contains(dimensions.get(axis)));
            sizes[axis] =
                    dimensions.get(axis) instanceof Dimension.Fixed fixed ? fixed.size() : isBatch ? batch : other;
        }
        return sizes;
    }

    private static Optional<Shape> shape(ValueInfo input) {
        return input.type() instanceof TensorType type ? type.shape() : Optional.empty();
    }
}
