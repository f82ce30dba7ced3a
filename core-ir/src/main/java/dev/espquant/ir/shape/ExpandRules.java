package dev.espquant.ir.shape;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Making tensors larger (or smaller) by rule: {@code Expand}, {@code Tile}, {@code Pad}, {@code CenterCropPad}. */
final class ExpandRules {
    private ExpandRules() {}

    /** {@code Expand}: the input broadcasts with the target. */
    static Inferred expand(RuleContext node) {
        Optional<Shape> target = Targets.shape(node, 1);
        if (node.shape(0).isEmpty() || target.isEmpty()) {
            return Inferred.of(node.type(0), Optional.empty());
        }
        Shape input = node.shape(0).get();
        Shape output = Broadcast.shapes(input, target.get())
                .orElseThrow(() -> node.error(
                                1, "the input " + input + " does not broadcast with the target " + target.get())
                        .build());
        return Inferred.of(node.type(0), Optional.of(output))
                .withElements(
                        Elements.fits(output) ? node.elements(0).map(e -> e.broadcast(output)) : Optional.empty());
    }

    /** {@code Tile}: sizes are multiplied by repeats; version 1 repeats one axis. */
    static Inferred tile(RuleContext node) {
        if (node.shape(0).isEmpty()) {
            return Inferred.of(node.type(0), Optional.empty());
        }
        Shape input = node.shape(0).get();
        Optional<Elements> repeats = node.opset() < 6 ? oneAxis(node, input) : node.elements(1);
        if (repeats.isEmpty()) {
            return Inferred.of(node.type(0), Optional.of(Dimensions.unknownShape(input.rank())));
        }
        if (repeats.get().count() != input.rank()) {
            throw node.error(1, "there must be one repeat per axis").build();
        }
        List<Dimension> output = IntStream.range(0, input.rank())
                .mapToObj(axis -> Dimensions.product(List.of(
                        input.dimension(axis),
                        Targets.size(node, 1, repeats.get().get(axis)))))
                .toList();
        return Inferred.of(node.type(0), Optional.of(Shape.of(output)));
    }

    /**
     * {@code Pad}: the padding before every axis, then that after every axis; an attribute before version 11, an input since. From version 18
     * on an input may name the axes. Negative padding crops.
     */
    static Inferred pad(RuleContext node) {
        if (node.shape(0).isEmpty()) {
            return Inferred.of(node.type(0), Optional.empty());
        }
        Shape input = node.shape(0).get();
        Optional<long[]> pads = node.opset() < 2
                ? node.node().intsAttribute("paddings")
                : node.parameter("pads", node.opset() < 11 ? Integer.MAX_VALUE : 1)
                        .values();
        Parameter axes = node.has(3) ? node.parameter("axes", 3) : Parameter.ABSENT;
        if (pads.isEmpty() || axes.isUnknown()) {
            return Inferred.of(node.type(0), Optional.of(Dimensions.unknownShape(input.rank())));
        }
        long[] padded = axes.values()
                .orElseGet(() -> IntStream.range(0, input.rank()).asLongStream().toArray());
        if (pads.get().length != 2 * padded.length) {
            throw node.error(
                            1,
                            "there must be two paddings for each of " + padded.length + " axes, found "
                                    + pads.get().length)
                    .build();
        }
        Shape output = input;
        for (int i = 0; i < padded.length; i++) {
            int axis = node.axis(padded[i], input.rank());
            long added = Math.addExact(pads.get()[i], pads.get()[padded.length + i]);
            output = output.with(axis, grown(node, input.dimension(axis), added));
        }
        return Inferred.of(node.type(0), Optional.of(output));
    }

    /** {@code CenterCropPad}: the axes (all of them by default) get the sizes of the second input. */
    static Inferred centerCropPad(RuleContext node) {
        Optional<Shape> target = Targets.shape(node, 1);
        return Inferred.of(node.type(0), node.shape(0).map(s -> {
            long[] axes = node.node()
                    .intsAttribute("axes")
                    .orElseGet(() -> IntStream.range(0, s.rank()).asLongStream().toArray());
            Shape output = s;
            for (int i = 0; i < axes.length; i++) {
                int index = i;
                output = output.with(
                        node.axis(axes[i], s.rank()),
                        target.filter(t -> index < t.rank())
                                .map(t -> t.dimension(index))
                                .orElse(Dimension.unknown()));
            }
            return output;
        }));
    }

    private static Dimension grown(RuleContext node, Dimension size, long added) {
        if (size instanceof Dimension.Fixed fixed) {
            return node.dimension(Math.addExact(fixed.size(), added), "a padded size");
        }
        return added == 0 ? size : Dimension.unknown();
    }

    private static Optional<Elements> oneAxis(RuleContext node, Shape input) {
        Optional<Elements> tiles = node.elements(1);
        Optional<Long> axis = node.integer(2);
        if (tiles.isEmpty() || axis.isEmpty() || tiles.get().count() != 1) {
            return Optional.empty();
        }
        int repeated = node.axis(axis.get(), input.rank());
        List<Element> repeats = new ArrayList<>();
        for (int i = 0; i < input.rank(); i++) {
            repeats.add(i == repeated ? tiles.get().get(0) : Element.of(1));
        }
        return Optional.of(Elements.vector(tiles.get().type(), repeats));
    }
}
