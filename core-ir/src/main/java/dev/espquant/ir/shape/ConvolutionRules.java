package dev.espquant.ir.shape;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Convolutions: {@code X [N,C,spatial...]}, {@code W [M,C/group,kernel...]} give {@code Y [N,M,spatial...]}. */
final class ConvolutionRules {
    private ConvolutionRules() {}

    /** {@code Conv}: X, W, optional B. */
    static Inferred conv(RuleContext node) {
        return Inferred.of(node.commonType(0, 1), convolve(node, 1, 2));
    }

    /** {@code ConvInteger}: X, W, zero points; sums are {@code int32}. */
    static Inferred convInteger(RuleContext node) {
        return Inferred.of(Optional.of(DataType.INT32), convolve(node, 1, Integer.MAX_VALUE));
    }

    /** {@code QLinearConv}: x, scale, zero point, w, scale, zero point, scale and zero point of y, optional B. */
    static Inferred qLinearConv(RuleContext node) {
        return Inferred.of(node.type(7).or(() -> node.type(0)), convolve(node, 3, 8));
    }

    /** {@code DeformConv}: X, W, offset, optional B and mask; the offsets do not change the shape. */
    static Inferred deformConv(RuleContext node) {
        return Inferred.of(node.commonType(0, 1), convolve(node, 1, 3));
    }

    /** {@code ConvTranspose}: the weights are {@code [C,M/group,kernel...]}. */
    static Inferred convTranspose(RuleContext node) {
        return Inferred.of(node.commonType(0, 1), node.shape(0).map(x -> transposed(node, x)));
    }

    private static Optional<Shape> convolve(RuleContext node, int weightInput, int biasInput) {
        Optional<Shape> weights = node.shape(weightInput);
        if (node.shape(0).isEmpty()) {
            return Optional.empty();
        }
        Shape input = node.shape(0).get();
        requireSpatial(node, input, weights, weightInput);
        weights.ifPresent(w -> checkChannels(node, input, w, weightInput));
        Dimension channels = weights.map(w -> w.dimension(0)).orElse(Dimension.unknown());
        channels = withBias(node, channels, biasInput);
        List<Dimension> output = new ArrayList<>(List.of(input.dimension(0), channels));
        Optional<Window> window = kernel(node, weights, weightInput).map(k -> new Window(node, k));
        for (int axis = 0; axis < input.rank() - 2; axis++) {
            int spatial = axis;
            output.add(window.map(w -> w.slide(spatial, input.dimension(2 + spatial), false))
                    .orElse(Dimension.unknown()));
        }
        return Optional.of(Shape.of(output));
    }

    private static Shape transposed(RuleContext node, Shape input) {
        Optional<Shape> weights = node.shape(1);
        requireSpatial(node, input, weights, 1);
        weights.ifPresent(w -> node.agree(
                input.dimension(1), w.dimension(0), "the channels of the input must match the weights' first axis"));
        Dimension channels =
                weights.map(w -> Dimensions.times(w.dimension(1), group(node))).orElse(Dimension.unknown());
        List<Dimension> output = new ArrayList<>(List.of(input.dimension(0), withBias(node, channels, 2)));
        output.addAll(transposedSizes(node, input, kernel(node, weights, 1)));
        return Shape.of(output);
    }

    private static ImmutableList<Dimension> transposedSizes(RuleContext node, Shape input, Optional<long[]> kernel) {
        int axes = input.rank() - 2;
        Optional<long[]> asked = node.node().intsAttribute("output_shape").filter(v -> v.length > 0);
        if (asked.isPresent()) {
            // Some exporters list batch and channels, too; ONNX wants the spatial sizes alone.
            long[] sizes = asked.get();
            if (sizes.length < axes) {
                throw node.error("output_shape must have " + axes + " sizes").build();
            }
            return Arrays.stream(sizes, sizes.length - axes, sizes.length)
                    .mapToObj(size -> node.dimension(size, "a size of output_shape"))
                    .collect(ImmutableList.toImmutableList());
        }
        if (kernel.isEmpty()) {
            return Dimensions.unknownShape(axes).dimensions();
        }
        Window window = new Window(node, kernel.get());
        long[] padding = node.node().intsAttribute("output_padding").orElse(new long[axes]);
        if (padding.length != axes) {
            throw node.error("output_padding must have " + axes + " numbers, found " + Arrays.toString(padding))
                    .build();
        }
        ImmutableList.Builder<Dimension> sizes = ImmutableList.builder();
        for (int axis = 0; axis < axes; axis++) {
            sizes.add(window.spread(axis, input.dimension(2 + axis), padding[axis]));
        }
        return sizes.build();
    }

    private static void requireSpatial(RuleContext node, Shape input, Optional<Shape> weights, int weightInput) {
        if (input.rank() < 2) {
            throw node.error(0, "a convolution needs batch and channel axes, found " + input)
                    .build();
        }
        if (weights.isPresent() && weights.get().rank() != input.rank()) {
            throw node.error(
                            weightInput,
                            "the weights must have as many axes as the input, found " + weights.get() + " for " + input)
                    .build();
        }
    }

    private static void checkChannels(RuleContext node, Shape input, Shape weights, int weightInput) {
        long group = group(node);
        node.agree(
                input.dimension(1),
                Dimensions.times(weights.dimension(1), group),
                "the channels of the input must be the weights' second axis times group " + group);
        if (weights.dimension(0) instanceof Dimension.Fixed filters && filters.size() % group != 0) {
            throw node.error(weightInput, filters + " filters cannot be divided into " + group + " groups")
                    .build();
        }
    }

    private static long group(RuleContext node) {
        long group = node.node().intAttribute("group", 1);
        if (group < 1) {
            throw node.error("group must be at least 1, found " + group).build();
        }
        return group;
    }

    private static Dimension withBias(RuleContext node, Dimension channels, int biasInput) {
        return node.shapeOfRank(biasInput, 1)
                .map(b -> node.agree(channels, b.dimension(0), "the bias must have one element per output channel"))
                .orElse(channels);
    }

    /** Kernel sizes from the attribute, or from the weights where that is absent; both must agree. */
    private static Optional<long[]> kernel(RuleContext node, Optional<Shape> weights, int weightInput) {
        Optional<long[]> fromWeights = weights.map(w -> w.dimensions().subList(2, w.rank()))
                .map(Shape::of)
                .filter(Shape::isStatic)
                .map(Shape::sizes);
        Optional<long[]> declared = node.node().intsAttribute("kernel_shape").filter(k -> k.length > 0);
        if (declared.isPresent() && fromWeights.isPresent() && !Arrays.equals(declared.get(), fromWeights.get())) {
            throw node.error(
                            weightInput,
                            "kernel_shape is " + Arrays.toString(declared.get()) + ", but the weights have "
                                    + Arrays.toString(fromWeights.get()))
                    .build();
        }
        int axes = node.shape(0).map(s -> s.rank() - 2).orElse(0);
        declared.filter(k -> k.length != axes).ifPresent(k -> {
            throw node.error("kernel_shape must have " + axes + " sizes, found " + Arrays.toString(k))
                    .build();
        });
        return declared.or(() -> fromWeights);
    }
}
