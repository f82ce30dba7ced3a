package dev.espquant.ir.shape;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import java.util.Optional;
import java.util.stream.LongStream;

/** {@code Slice}: ranges of some axes, as Python's {@code start:end:step}; attributes before version 10, inputs since. */
final class SliceRules {
    private SliceRules() {}

    static Inferred slice(RuleContext node) {
        boolean attributes = node.opset() < 10;
        Optional<Elements> starts = list(node, "starts", 1, attributes);
        Optional<Elements> ends = list(node, "ends", 2, attributes);
        Optional<Elements> axes = list(node, "axes", 3, attributes);
        Optional<Elements> steps = attributes ? Optional.empty() : node.elements(4);
        boolean axesKnown = axes.isPresent() || (attributes || !node.has(3));
        boolean stepsKnown = steps.isPresent() || attributes || !node.has(4);
        if (node.shape(0).isEmpty()) {
            return Inferred.of(node.type(0), Optional.empty());
        }
        Shape input = node.shape(0).get();
        Optional<long[]> sliced = axes.isPresent()
                ? axes.get().integers()
                : starts.or(() -> ends).map(e -> LongStream.range(0, e.count()).toArray());
        if (!axesKnown || sliced.isEmpty()) {
            return Inferred.of(node.type(0), Optional.of(Dimensions.unknownShape(input.rank())));
        }
        Inferred result = Inferred.of(node.type(0), Optional.of(input)).withElements(node.elements(0));
        for (int i = 0; i < sliced.get().length; i++) {
            Element start = at(node, starts, i, Element.unknown());
            Element end = at(node, ends, i, Element.unknown());
            Element step = at(node, steps, i, stepsKnown ? Element.of(1) : Element.unknown());
            result = cut(result, node.axis(sliced.get()[i], input.rank()), new Range(node, start, end, step));
        }
        return result;
    }

    private static Inferred cut(Inferred input, int axis, Range range) {
        Shape shape = input.shape().orElseThrow();
        Dimension size = shape.dimension(axis);
        Inferred cut = Inferred.of(input.elementType(), Optional.of(shape.with(axis, range.size(size))));
        return cut.withElements(range.indices(size)
                .flatMap(i -> input.elements().map(e -> e.select(axis, i))));
    }

    private static Optional<Elements> list(RuleContext node, String attribute, int input, boolean attributes) {
        return attributes
                ? node.node().intsAttribute(attribute).map(Tensor::vector).flatMap(Elements::of)
                : node.elements(input);
    }

    private static Element at(RuleContext node, Optional<Elements> list, int index, Element otherwise) {
        if (list.isPresent() && index >= list.get().count()) {
            throw node.error("starts, ends, axes and steps must have equal lengths")
                    .build();
        }
        return list.map(e -> e.get(index)).orElse(otherwise);
    }

    /** The range of one axis. */
    private record Range(RuleContext node, Element start, Element end, Element step) {
        /** Ends at least this far mean "to the end", however long the axis is; exporters write the largest 32- or 64-bit number. */
        private static final long FAR = Integer.MAX_VALUE;

        Dimension size(Dimension axis) {
            if (axis instanceof Dimension.Fixed fixed) {
                return count(fixed.size()).map(Dimension::of).orElse(Dimension.unknown());
            }
            return takesAll(axis) ? axis : Dimension.unknown();
        }

        /** The positions that the range takes, if axis and range are numbers. */
        Optional<long[]> indices(Dimension axis) {
            if (!(axis instanceof Dimension.Fixed fixed) || fixed.size() > Elements.LIMIT) {
                return Optional.empty();
            }
            return count(fixed.size()).map(count -> {
                long by = number(step);
                long first = first(fixed.size(), by);
                return LongStream.range(0, count).map(i -> first + i * by).toArray();
            });
        }

        private Optional<Long> count(long size) {
            if (!(start instanceof Element.Whole)
                    || !(end instanceof Element.Whole)
                    || !(step instanceof Element.Whole)) {
                return takesAll(Dimension.of(size)) ? Optional.of(size) : Optional.empty();
            }
            long by = number(step);
            if (by == 0) {
                throw node.error("a step of 0 never ends").build();
            }
            if (size == 0) {
                return Optional.of(0L);
            }
            long distance = last(size, by) - first(size, by);
            // Steps beyond the axis take one element; this also keeps the sums below small.
            long longest = Math.addExact(size, 1);
            long pace = Math.max(-longest, Math.min(longest, by));
            return Optional.of(Math.max(0, (distance + pace - Long.signum(pace)) / pace));
        }

        private long first(long size, long by) {
            return by > 0 ? clamp(number(start), size, 0, size) : clamp(number(start), size, 0, size - 1);
        }

        private long last(long size, long by) {
            return by > 0 ? clamp(number(end), size, 0, size) : clamp(number(end), size, -1, size - 1);
        }

        /** Whether the whole axis is taken in every run, forwards or backwards. */
        private boolean takesAll(Dimension axis) {
            Element size = Element.of(axis);
            boolean fromFirst = ElementMath.isZero(start);
            boolean toLast = (end.equals(size) && Dimensions.isKnown(axis))
                    || (end instanceof Element.Whole w && w.value() >= FAR);
            boolean backwards = step.equals(Element.of(-1))
                    && start.equals(Element.of(-1))
                    && end instanceof Element.Whole w
                    && w.value() <= -FAR;
            return (step.equals(Element.of(1)) && fromFirst && toLast) || backwards;
        }

        private static long clamp(long position, long size, long lowest, long highest) {
            long fromStart = position < 0 ? position + size : position;
            return Math.max(lowest, Math.min(highest, fromStart));
        }

        private static long number(Element element) {
            return ((Element.Whole) element).value();
        }
    }
}
