package dev.espquant.ir.shape;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Joining and dividing along an axis: {@code Concat}, {@code Split}. */
final class ConcatRules {
    private ConcatRules() {}

    /** {@code Concat}: sizes along the axis add up, all others are equal. The axis was 1 by default before version 4. */
    static Inferred concat(RuleContext node) {
        int[] all = IntStream.range(0, node.inputCount()).toArray();
        Inferred result = Inferred.of(node.commonType(all), joinedShape(node));
        Optional<Shape> vector = result.shape().filter(s -> s.rank() == 1);
        return vector.isEmpty() ? result : result.withElements(joinedVector(node, result));
    }

    /** {@code Split}: parts of given or equal sizes; an attribute before version 13, an input since. */
    static List<Inferred> split(RuleContext node) {
        int parts = node.node().outputs().size();
        if (node.shape(0).isEmpty() || parts == 0) {
            Inferred part = Inferred.of(node.type(0), Optional.empty());
            return Collections.nCopies(parts, part);
        }
        Shape input = node.shape(0).get();
        int axis = node.axis(node.node().intAttribute("axis", 0), input.rank());
        List<Dimension> sizes = partSizes(node, input.dimension(axis), parts);
        List<Inferred> outputs = new ArrayList<>();
        long start = 0;
        for (Dimension size : sizes) {
            Inferred part = Inferred.of(node.type(0), Optional.of(input.with(axis, size)));
            if (size instanceof Dimension.Fixed fixed && start >= 0) {
                long from = start;
                part = part.withElements(node.elements(0)
                        .map(e -> e.select(
                                axis,
                                LongStream.range(from, from + fixed.size()).toArray())));
                start += fixed.size();
            } else {
                start = -1;
            }
            outputs.add(part);
        }
        return outputs;
    }

    private static Optional<Shape> joinedShape(RuleContext node) {
        Optional<Shape> joined = Optional.empty();
        for (int i = 0; i < node.inputCount(); i++) {
            if (node.shape(i).isEmpty()) {
                return Optional.empty();
            }
            Shape next = node.shape(i).get();
            int index = i;
            joined = Optional.of(joined.map(s -> append(node, s, next, index)).orElse(next));
        }
        joined.ifPresent(s -> node.axis(axis(node), s.rank()));
        return joined;
    }

    private static long axis(RuleContext node) {
        return node.opset() < 4 ? node.node().intAttribute("axis", 1) : node.requiredInt("axis");
    }

    private static Shape append(RuleContext node, Shape joined, Shape next, int input) {
        if (joined.rank() != next.rank()) {
            throw node.error(
                            input,
                            "joined tensors have as many axes each, found " + joined.rank() + " and " + next.rank())
                    .build();
        }
        int along = node.axis(axis(node), joined.rank());
        List<Dimension> dimensions = new ArrayList<>();
        for (int axis = 0; axis < joined.rank(); axis++) {
            Dimension a = joined.dimension(axis);
            Dimension b = next.dimension(axis);
            dimensions.add(
                    axis == along
                            ? Dimensions.sum(a, b)
                            : node.agree(
                                    a,
                                    b,
                                    "joined tensors have equal sizes but for axis " + along + "; on axis " + axis));
        }
        return Shape.of(dimensions);
    }

    /** The elements one after another; those of inputs of known length that only a run knows are unknown. */
    private static Optional<Elements> joinedVector(RuleContext node, Inferred result) {
        if (result.shape().filter(Elements::fits).isEmpty()
                || result.elementType().filter(Elements::follows).isEmpty()) {
            return Optional.empty();
        }
        ImmutableList.Builder<Element> joined = ImmutableList.builder();
        for (int i = 0; i < node.inputCount(); i++) {
            int count = node.vectorLength(i).orElse(0);
            joined.addAll(node.elements(i)
                    .map(Elements::values)
                    .orElseGet(() -> ImmutableList.copyOf(Collections.nCopies(count, Element.unknown()))));
        }
        return Optional.of(Elements.vector(result.elementType().get(), joined.build()));
    }

    private static List<Dimension> partSizes(RuleContext node, Dimension whole, int parts) {
        Parameter sizes = node.parameter("split", 1);
        if (sizes.isUnknown()) {
            return Dimensions.unknownShape(parts).dimensions();
        }
        if (sizes.isKnown()) {
            return givenSizes(node, whole, parts, sizes.values().get());
        }
        long count = node.node().intAttribute("num_outputs", parts);
        if (count != parts) {
            throw node.error("num_outputs is " + count + ", but the node has " + parts + " outputs")
                    .build();
        }
        return equalSizes(node, whole, parts);
    }

    private static List<Dimension> givenSizes(RuleContext node, Dimension whole, int parts, long[] sizes) {
        if (sizes.length != parts) {
            throw node.error("the node has " + parts + " outputs, but sizes for " + sizes.length)
                    .build();
        }
        List<Dimension> given = LongStream.of(sizes)
                .mapToObj(size -> node.dimension(size, "the size of a part"))
                .toList();
        Dimension sum = given.stream().reduce(Dimension.of(0), Dimensions::sum);
        node.agree(whole, sum, "the sizes of the parts must add up to the axis");
        return given;
    }

    /** Equal parts; from version 18 on the last one may be smaller. */
    private static List<Dimension> equalSizes(RuleContext node, Dimension whole, int parts) {
        if (!(whole instanceof Dimension.Fixed fixed)) {
            Dimension part = Dimensions.quotient(List.of(whole), List.of(Dimension.of(parts)));
            return Collections.nCopies(parts, part);
        }
        long size = fixed.size() / parts;
        if (fixed.size() % parts == 0) {
            return Collections.nCopies(parts, Dimension.of(size));
        }
        long last = fixed.size() - (size + 1) * (parts - 1);
        if (node.opset() < 18 || last < 0) {
            throw node.error(0, "an axis of " + whole + " cannot be divided into " + parts + " equal parts")
                    .build();
        }
        List<Dimension> sizes = new ArrayList<>(Collections.nCopies(parts - 1, Dimension.of(size + 1)));
        sizes.add(Dimension.of(last));
        return sizes;
    }
}
