package dev.espquant.exporter.model;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.exporter.cpp.CppText;
import dev.espquant.ir.AxisSources;
import dev.espquant.ir.Node;
import dev.espquant.quant.BitWidth;
import java.util.stream.Collectors;

/** Layers that several operators need, as steps. */
final class LayerSteps {
    private LayerSteps() {}

    static LayerStep reshape(PlanBuilder plan, Node node, Buffer from, Buffer to) {
        return LayerStep.of(
                node,
                LayerClass.RESHAPE,
                type(LayerClass.RESHAPE, plan.bits()),
                ImmutableList.of(Argument.of(Dims.list(to.dims())), name(node)),
                ImmutableList.of(from),
                to);
    }

    static LayerStep transpose(PlanBuilder plan, Node node, Buffer from, ImmutableIntArray order) {
        ImmutableIntArray dims = ImmutableIntArray.copyOf(order.stream().map(from.dims()::get));
        return LayerStep.of(
                node,
                LayerClass.TRANSPOSE,
                type(LayerClass.TRANSPOSE, plan.bits()),
                ImmutableList.of(Argument.of(Dims.list(order)), name(node)),
                ImmutableList.of(from),
                plan.buffer(dims, from.exponent()));
    }

    /** Softmax, Sigmoid or Tanh with integers on both sides. */
    static LayerStep curve(PlanBuilder plan, Node node, LayerClass kind, Buffer from) {
        String element = element(plan.bits());
        int exponent = plan.exponent(node.output());
        return LayerStep.of(
                node,
                kind,
                kind.cppName() + "<" + element + ", " + element + ", QIQO>",
                ImmutableList.of(Argument.of(exponent), name(node)),
                ImmutableList.of(from),
                plan.buffer(from.dims(), exponent));
    }

    /** Copies elements chosen along each axis of a tensor. */
    static LayerStep pick(
            PlanBuilder plan, Node node, Buffer from, ImmutableList<ImmutableIntArray> sources, int fill) {
        String lists = sources.stream().map(Dims::list).collect(Collectors.joining(", ", "{", "}"));
        ImmutableIntArray dims = ImmutableIntArray.copyOf(sources.stream().mapToInt(ImmutableIntArray::length));
        return LayerStep.of(
                node,
                LayerClass.PICK,
                type(LayerClass.PICK, plan.bits()),
                ImmutableList.of(Argument.of(lists), Argument.of(fill)),
                ImmutableList.of(from),
                plan.buffer(dims, from.exponent()));
    }

    /** A tensor with axes of size 1 repeated to a shape of the same rank. */
    static Buffer broadcast(PlanBuilder plan, Node node, Buffer from, ImmutableIntArray dims) {
        if (from.dims().equals(dims)) {
            return from;
        }
        AxisSources sources = AxisSources.broadcast(from.dims().toArray(), dims.toArray());
        return plan.add(pick(plan, node, from, sources.axes(), 0));
    }

    /** The class for elements of a width: {@code Conv2D<int8_t>}. */
    static String type(LayerClass kind, BitWidth bits) {
        return kind.cppName() + "<" + element(bits) + ">";
    }

    static String element(BitWidth bits) {
        return bits.label() + "_t";
    }

    /** The node's name as the last argument, which ESP-DL prints with timings. */
    static Argument name(Node node) {
        return Argument.of(CppText.literal(node.name()));
    }
}
