package dev.espquant.ir.shape;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Pooling over the spatial axes of {@code [N,C,spatial...]}; batch and channels stay. */
final class PoolingRules {
    private PoolingRules() {}

    /** {@code AveragePool}, {@code LpPool}. */
    static Inferred pool(RuleContext node) {
        return Inferred.of(node.type(0), node.shape(0).map(x -> pooled(node, x)));
    }

    /** {@code MaxPool}: the pooled values and, if asked for, the flat index of each. */
    static List<Inferred> maxPool(RuleContext node) {
        Inferred values = pool(node);
        return List.of(values, Inferred.of(Optional.of(DataType.INT64), values.shape()));
    }

    /** {@code GlobalAveragePool}, {@code GlobalMaxPool}, {@code GlobalLpPool}: every spatial axis becomes 1. */
    static Inferred global(RuleContext node) {
        return Inferred.of(node.type(0), node.shape(0).map(x -> {
            requireSpatial(node, x);
            List<Dimension> output = new ArrayList<>(x.dimensions().subList(0, 2));
            output.addAll(Collections.nCopies(x.rank() - 2, Dimensions.ONE));
            return Shape.of(output);
        }));
    }

    /** {@code MaxUnpool}: the sizes of {@code output_shape}, or those that a pooling without dilation shrinks to the input's. */
    static Inferred maxUnpool(RuleContext node) {
        if (node.has(2)) {
            return Inferred.of(node.type(0), Targets.shape(node, 2));
        }
        return Inferred.of(node.type(0), node.shape(0).map(x -> {
            Window window = window(node, x);
            return spatial(x, axis -> window.spread(axis, x.dimension(2 + axis), 0));
        }));
    }

    /** {@code MaxRoiPool}: one window of {@code pooled_shape} per region. */
    static Inferred maxRoiPool(RuleContext node) {
        long[] pooled = node.node().intsAttribute("pooled_shape").orElse(new long[0]);
        return Inferred.of(node.type(0), node.shape(0).map(x -> {
            List<Dimension> output = new ArrayList<>();
            output.add(node.shape(1).map(r -> firstOr(r, Dimension.unknown())).orElse(Dimension.unknown()));
            output.add(x.rank() > 1 ? x.dimension(1) : Dimension.unknown());
            Arrays.stream(pooled)
                    .mapToObj(p -> node.dimension(p, "a pooled size"))
                    .forEach(output::add);
            return Shape.of(output);
        }));
    }

    private static Shape pooled(RuleContext node, Shape input) {
        Window window = window(node, input);
        boolean ceil = node.flag("ceil_mode", false);
        return spatial(input, axis -> window.slide(axis, input.dimension(2 + axis), ceil));
    }

    private static Window window(RuleContext node, Shape input) {
        requireSpatial(node, input);
        long[] kernel = node.node()
                .intsAttribute("kernel_shape")
                .orElseThrow(() ->
                        node.error("the attribute 'kernel_shape' is missing").build());
        if (kernel.length != input.rank() - 2) {
            throw node.error(
                            0,
                            "kernel_shape " + Arrays.toString(kernel) + " needs as many spatial axes, found " + input)
                    .build();
        }
        return new Window(node, kernel);
    }

    private static Shape spatial(Shape input, IntFunction<Dimension> size) {
        List<Dimension> output = new ArrayList<>(input.dimensions().subList(0, 2));
        for (int axis = 0; axis < input.rank() - 2; axis++) {
            output.add(size.apply(axis));
        }
        return Shape.of(output);
    }

    private static void requireSpatial(RuleContext node, Shape input) {
        if (input.rank() < 2) {
            throw node.error(0, "pooling needs batch and channel axes, found " + input)
                    .build();
        }
    }

    private static Dimension firstOr(Shape shape, Dimension otherwise) {
        return shape.rank() > 0 ? shape.dimension(0) : otherwise;
    }
}
