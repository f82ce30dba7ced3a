package dev.espquant.ir.shape;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Picking elements by index: {@code Gather}, {@code GatherElements}, {@code GatherND}, {@code Compress}. */
final class GatherRules {
    private GatherRules() {}

    /** {@code Gather}: the axis is replaced by all axes of the indices. */
    static Inferred gather(RuleContext node) {
        if (node.shape(0).isEmpty() || node.shape(1).isEmpty()) {
            return Inferred.of(node.type(0), Optional.empty());
        }
        Shape data = node.shape(0).get();
        Shape indices = node.shape(1).get();
        int axis = node.axis(node.node().intAttribute("axis", 0), data.rank());
        List<Dimension> output = new ArrayList<>(data.dimensions().subList(0, axis));
        output.addAll(indices.dimensions());
        output.addAll(data.dimensions().subList(axis + 1, data.rank()));
        Shape shape = Shape.of(output);
        Optional<long[]> positions = node.integers(1).map(i -> positions(node, i, data.dimension(axis)));
        Inferred result = Inferred.of(node.type(0), Optional.of(shape));
        return node.elements(0).isEmpty() || positions.isEmpty() || !Elements.fits(shape)
                ? result
                : result.withElements(node.elements(0)
                        .map(e -> e.select(axis, positions.get()).reshaped(shape)));
    }

    /** {@code GatherElements}: one element per index. */
    static Inferred gatherElements(RuleContext node) {
        return Inferred.of(node.type(0), node.shape(1));
    }

    /** {@code GatherND}: the last axis of the indices addresses the axes of the data after the batch axes. */
    static Inferred gatherNd(RuleContext node) {
        Optional<Shape> data = node.shape(0);
        Optional<Shape> indices = node.shape(1);
        if (data.isEmpty() || indices.isEmpty() || indices.get().rank() == 0) {
            return Inferred.of(node.type(0), Optional.empty());
        }
        int batch = Math.toIntExact(node.node().intAttribute("batch_dims", 0));
        if (batch < 0 || batch >= indices.get().rank() || batch > data.get().rank()) {
            throw node.error("batch_dims " + batch + " is more than the axes that data and indices have")
                    .build();
        }
        if (!(indices.get().dimension(-1) instanceof Dimension.Fixed depth)) {
            return Inferred.of(node.type(0), Optional.empty());
        }
        if (depth.size() > data.get().rank() - batch) {
            throw node.error(1, "indices of " + depth + " coordinates address more axes than the data has")
                    .build();
        }
        List<Dimension> output = new ArrayList<>(
                indices.get().dimensions().subList(0, indices.get().rank() - 1));
        output.addAll(data.get()
                .dimensions()
                .subList(batch + (int) depth.size(), data.get().rank()));
        return Inferred.of(node.type(0), Optional.of(Shape.of(output)));
    }

    /** {@code Compress}: how many slices the condition keeps is known only if the condition is. */
    static Inferred compress(RuleContext node) {
        Optional<long[]> condition = node.integers(1);
        Dimension kept = condition
                .map(c -> Dimension.of(LongStream.of(c).filter(v -> v != 0).count()))
                .orElse(Dimension.unknown());
        if (node.node().attribute("axis").isEmpty()) {
            return Inferred.of(node.type(0), Optional.of(Shape.of(List.of(kept))));
        }
        return Inferred.of(
                node.type(0), node.shape(0).map(s -> s.with(node.axis(node.requiredInt("axis"), s.rank()), kept)));
    }

    private static long[] positions(RuleContext node, long[] indices, Dimension axis) {
        if (!(axis instanceof Dimension.Fixed size)) {
            return indices;
        }
        return LongStream.of(indices)
                .map(index -> {
                    if (index < -size.size() || index >= size.size()) {
                        throw node.error(1, "index " + index + " is outside of an axis of " + size)
                                .build();
                    }
                    return index < 0 ? index + size.size() : index;
                })
                .toArray();
    }
}
