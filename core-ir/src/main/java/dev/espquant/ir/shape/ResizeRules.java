package dev.espquant.ir.shape;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** {@code Resize} and its predecessor {@code Upsample}: sizes are given, or the input's are multiplied by scales and rounded down. */
final class ResizeRules {
    private ResizeRules() {}

    /** {@code Resize}: X and scales in version 10; X, roi, scales, sizes since; {@code axes} from version 18 on. */
    static Inferred resize(RuleContext node) {
        return Inferred.of(node.type(0), node.shape(0).map(input -> {
            int[] axes = axes(node, input);
            int scales = node.opset() < 11 ? 1 : 2;
            Optional<Elements> sizes = node.opset() < 11 ? Optional.empty() : node.elements(3);
            if (sizes.filter(s -> s.count() > 0).isPresent()) {
                return sized(node, input, axes, sizes.get());
            }
            boolean crops = node.node()
                    .textAttribute("coordinate_transformation_mode", "")
                    .equals("tf_crop_and_resize");
            Optional<Elements> factors = node.elements(scales).filter(f -> f.count() > 0 && !crops);
            return factors.map(f -> scaled(node, input, axes, f)).orElseGet(() -> unknown(input, axes));
        }));
    }

    /** {@code Upsample}: scales are attributes before version 9, an input since. */
    static Inferred upsample(RuleContext node) {
        return Inferred.of(node.type(0), node.shape(0).map(input -> {
            int[] axes = axes(node, input);
            return upsampleScales(node).map(f -> scaled(node, input, axes, f)).orElseGet(() -> unknown(input, axes));
        }));
    }

    private static Optional<Elements> upsampleScales(RuleContext node) {
        if (node.opset() >= 9) {
            return node.elements(1);
        }
        if (node.opset() >= 7) {
            return Attributes.floats(node.node(), "scales")
                    .map(f -> Elements.vector(
                            DataType.FLOAT, f.stream().map(Element.Real::new).toList()));
        }
        double height = node.node().floatAttribute("height_scale", 1f);
        double width = node.node().floatAttribute("width_scale", 1f);
        List<Element> scales =
                List.of(new Element.Real(1), new Element.Real(1), new Element.Real(height), new Element.Real(width));
        return Optional.of(Elements.vector(DataType.FLOAT, scales));
    }

    private static int[] axes(RuleContext node, Shape input) {
        return node.node()
                .intsAttribute("axes")
                .map(axes -> Arrays.stream(axes)
                        .mapToInt(axis -> node.axis(axis, input.rank()))
                        .toArray())
                .orElseGet(() -> IntStream.range(0, input.rank()).toArray());
    }

    private static Shape unknown(Shape input, int[] axes) {
        Shape output = input;
        for (int axis : axes) {
            output = output.with(axis, Dimension.unknown());
        }
        return output;
    }

    private static Shape scaled(RuleContext node, Shape input, int[] axes, Elements scales) {
        requirePerAxis(node, axes, scales, "scales");
        Shape output = input;
        for (int i = 0; i < axes.length; i++) {
            output = output.with(axes[i], scaled(node, input.dimension(axes[i]), scales.get(i)));
        }
        return output;
    }

    /** Runtimes multiply in single precision before they round down. */
    private static Dimension scaled(RuleContext node, Dimension size, Element scale) {
        if (!(scale instanceof Element.Real real)) {
            return Dimension.unknown();
        }
        if (!(real.value() > 0) || Double.isInfinite(real.value())) {
            throw node.error("a scale must be above 0, found " + real.value()).build();
        }
        if (size instanceof Dimension.Fixed fixed) {
            double product = Math.floor((float) fixed.size() * (float) real.value());
            if (product >= 0x1p62) {
                throw new ArithmeticException(fixed.size() + " times " + real.value());
            }
            return Dimension.of((long) product);
        }
        return ElementMath.cast(DataType.INT64, ElementMath.multiply(DataType.FLOAT, Element.of(size), scale))
                .toDimension();
    }

    private static Shape sized(RuleContext node, Shape input, int[] axes, Elements sizes) {
        requirePerAxis(node, axes, sizes, "sizes");
        String policy = node.node().textAttribute("keep_aspect_ratio_policy", "stretch");
        if (!policy.equals("stretch")) {
            return keepingRatio(node, input, axes, sizes, policy.equals("not_larger"));
        }
        Shape output = input;
        for (int i = 0; i < axes.length; i++) {
            output = output.with(axes[i], Targets.size(node, 3, sizes.get(i)));
        }
        return output;
    }

    /** One scale for all axes, the smallest ({@code not_larger}) or the largest that the sizes ask for; halves are rounded up. */
    private static Shape keepingRatio(RuleContext node, Shape input, int[] axes, Elements sizes, boolean smallest) {
        Optional<long[]> asked = sizes.integers();
        Shape resized = Shape.of(IntStream.of(axes).mapToObj(input::dimension).toList());
        if (asked.isEmpty() || !resized.isStatic() || resized.elementCount() == 0) {
            return unknown(input, axes);
        }
        long[] sizesBefore = resized.sizes();
        float scale = smallest ? Float.POSITIVE_INFINITY : 0;
        for (int i = 0; i < axes.length; i++) {
            float ratio = (float) asked.get()[i] / sizesBefore[i];
            scale = smallest ? Math.min(scale, ratio) : Math.max(scale, ratio);
        }
        Shape output = input;
        for (int i = 0; i < axes.length; i++) {
            double size = Math.floor(sizesBefore[i] * scale + 0.5);
            output = output.with(axes[i], node.dimension((long) size, "a resized axis"));
        }
        return output;
    }

    private static void requirePerAxis(RuleContext node, int[] axes, Elements numbers, String what) {
        if (numbers.count() != axes.length) {
            throw node.error("there must be one of " + what + " per resized axis, found " + numbers.count() + " for "
                            + axes.length)
                    .build();
        }
    }
}
