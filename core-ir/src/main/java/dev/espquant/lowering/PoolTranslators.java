package dev.espquant.lowering;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Pools over windows, over whole planes, and reductions over axes. */
final class PoolTranslators {
    private PoolTranslators() {}

    static void average(NodeContext context) {
        Map<String, Attribute> attributes = windowAttributes(context);
        attributes.put("count_include_pad", Attribute.of(1));
        context.emit("AveragePool", data(context), attributes);
    }

    static void max(NodeContext context) {
        context.emit("MaxPool", data(context), windowAttributes(context));
    }

    static void globalAverage(NodeContext context) {
        context.emit("GlobalAveragePool", data(context), context.attributes());
    }

    /** The runtime has no GlobalMaxPool: a MaxPool whose window is the plane. */
    static void globalMax(NodeContext context) {
        long[] plane = plane(context);
        long[] ones = new long[plane.length];
        Arrays.fill(ones, 1);
        Map<String, Attribute> attributes = context.attributes();
        ImmutableLongArray steps = ImmutableLongArray.copyOf(ones);
        new SlidingWindow(
                        ImmutableLongArray.copyOf(plane),
                        ImmutableLongArray.copyOf(new long[2 * plane.length]),
                        steps,
                        steps)
                .putInto(attributes);
        attributes.put("ceil_mode", Attribute.of(0));
        context.emit("MaxPool", data(context), attributes);
    }

    /** Axes become an input in every case, sorted and counted from the front. */
    static void reduce(NodeContext context) {
        Node node = context.node();
        int rank = context.rank();
        long[] axes = context.longs(1, "axes")
                .filter(given -> given.length > 0)
                .map(given -> Arrays.stream(given)
                        .map(axis -> NodeContext.axis(axis, rank))
                        .sorted()
                        .toArray())
                .orElseGet(() -> IntStream.range(0, rank).asLongStream().toArray());
        Map<String, Attribute> attributes = context.attributes();
        attributes.put("keepdims", Attribute.of(node.intAttribute("keepdims", 1)));
        context.emit(node.opType(), List.of(node.inputs().get(0), context.vector("axes", axes)), attributes);
    }

    private static Map<String, Attribute> windowAttributes(NodeContext context) {
        Node node = context.node();
        long[] kernel = node.intsAttribute("kernel_shape").orElseThrow();
        Map<String, Attribute> attributes = context.attributes();
        SlidingWindow.of(node, kernel, plane(context)).putInto(attributes);
        attributes.put("ceil_mode", Attribute.of(0));
        return attributes;
    }

    private static long[] plane(NodeContext context) {
        long[] sizes = context.sizes(context.node().inputs().get(0));
        return Arrays.copyOfRange(sizes, 2, sizes.length);
    }

    private static List<String> data(NodeContext context) {
        return context.node().inputs().subList(0, 1);
    }
}
