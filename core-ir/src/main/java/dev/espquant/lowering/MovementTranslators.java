package dev.espquant.lowering;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.PadSources;
import dev.espquant.ir.SliceArguments;
import dev.espquant.ir.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that move elements and compute nothing. Their arguments become constants in the form of operator set 13. */
final class MovementTranslators {
    private MovementTranslators() {}

    static void identity(NodeContext context) {
        context.emit("Identity", data(context), context.attributes());
    }

    static void concat(NodeContext context) {
        Node node = context.node();
        List<String> inputs = new ArrayList<>();
        for (String input : node.inputs()) {
            inputs.add(context.graph().initializer(input).isEmpty() ? input : context.operand(input));
        }
        int rank = context.sizes(node.output()).length;
        context.emit("Concat", inputs, axis(context, context.axis("axis", 1, rank)));
    }

    static void split(NodeContext context) {
        Node node = context.node();
        int axis = context.axis("axis", 0, context.rank());
        long[] parts = node.outputs().stream()
                .mapToLong(output -> context.sizes(output)[axis])
                .toArray();
        context.emit("Split", List.of(node.inputs().get(0), context.vector("split", parts)), axis(context, axis));
    }

    static void slice(NodeContext context) {
        SliceArguments slice = SliceArguments.of(context.graph(), context.node());
        long[] sizes = context.sizes(context.node().inputs().get(0));
        int count = slice.axes().length();
        long[] axes = new long[count];
        long[] starts = new long[count];
        long[] ends = new long[count];
        for (int i = 0; i < count; i++) {
            int axis = NodeContext.axis(slice.axes().get(i), sizes.length);
            axes[i] = axis;
            starts[i] = index(slice.starts().get(i), sizes[axis]);
            ends[i] = index(slice.ends().get(i), sizes[axis]);
        }
        context.emit(
                "Slice",
                List.of(
                        context.node().inputs().get(0),
                        context.vector("starts", starts),
                        context.vector("ends", ends),
                        context.vector("axes", axes),
                        context.vector("steps", slice.steps().toArray())),
                context.attributes());
    }

    /** A start or end of positive steps as a number from 0 to the size. */
    private static long index(long given, long size) {
        return Math.max(0, Math.min(size, given < 0 ? given + size : given));
    }

    static void pad(NodeContext context) {
        Node node = context.node();
        int rank = context.rank();
        long[] given = context.longs(1, "pads").orElseThrow();
        long[] axes = context.constantInput(3)
                .map(Tensor::toLongs)
                .orElseGet(() -> IntStream.range(0, rank).asLongStream().toArray());
        long[] pads = new long[2 * rank];
        for (int i = 0; i < axes.length; i++) {
            int axis = NodeContext.axis(axes[i], rank);
            pads[axis] = given[i];
            pads[rank + axis] = given[axes.length + i];
        }
        Map<String, Attribute> attributes = context.attributes();
        attributes.put("mode", Attribute.of(node.textAttribute("mode", "constant")));
        context.emit(
                "Pad",
                List.of(
                        node.inputs().get(0),
                        context.vector("pads", pads),
                        context.scalar(
                                "fill",
                                PadSources.fill(context.graph(), node),
                                node.inputs().get(0))),
                attributes);
    }

    static void transpose(NodeContext context) {
        int rank = context.rank();
        long[] reversed = IntStream.range(0, rank).mapToLong(i -> rank - 1L - i).toArray();
        Map<String, Attribute> attributes = context.attributes();
        attributes.put(
                "perm", Attribute.ofInts(context.node().intsAttribute("perm").orElse(reversed)));
        context.emit("Transpose", data(context), attributes);
    }

    /** Reshape with every size given; also what Expand to the same sizes comes down to. */
    static void reshape(NodeContext context) {
        Map<String, Attribute> attributes = context.attributes();
        attributes.put("allowzero", Attribute.of(0));
        Node node = context.node();
        context.emit(
                "Reshape",
                List.of(node.inputs().get(0), context.vector("shape", context.sizes(node.output()))),
                attributes);
    }

    static void flatten(NodeContext context) {
        context.emit("Flatten", data(context), axis(context, context.axis("axis", 1, context.rank())));
    }

    static void squeeze(NodeContext context) {
        long[] sizes = context.sizes(context.node().inputs().get(0));
        long[] axes = context.longs(1, "axes")
                .orElseGet(() -> IntStream.range(0, sizes.length)
                        .filter(i -> sizes[i] == 1)
                        .asLongStream()
                        .toArray());
        withAxes(context, "Squeeze", axes, sizes.length);
    }

    static void unsqueeze(NodeContext context) {
        long[] axes = context.longs(1, "axes").orElseThrow();
        withAxes(context, "Unsqueeze", axes, context.rank() + axes.length);
    }

    private static void withAxes(NodeContext context, String opType, long[] axes, int rank) {
        long[] counted =
                Arrays.stream(axes).map(a -> NodeContext.axis(a, rank)).sorted().toArray();
        context.emit(
                opType, List.of(context.node().inputs().get(0), context.vector("axes", counted)), context.attributes());
    }

    static void gather(NodeContext context) {
        Node node = context.node();
        Tensor indices = context.constantInput(1).orElseThrow();
        int axis = context.axis("axis", 0, context.rank());
        long size = context.sizes(node.inputs().get(0))[axis];
        long[] counted =
                Arrays.stream(indices.toLongs()).map(i -> i < 0 ? i + size : i).toArray();
        String name = context.draft().plain(node.name() + "_indices", Tensor.ofLongs(indices.sizes(), counted));
        context.emit("Gather", List.of(node.inputs().get(0), name), axis(context, axis));
    }

    /** Scales of all axes, in the order of ONNX whatever the layout is: that is how the runtime reads them. */
    static void resize(NodeContext context) {
        Node node = context.node();
        long[] in = context.sizes(node.inputs().get(0));
        long[] out = context.sizes(node.output());
        float[] scales = new float[in.length];
        for (int i = 0; i < in.length; i++) {
            scales[i] = (float) out[i] / in[i];
        }
        String name = context.draft()
                .constant(
                        node.name() + "_scales",
                        Tensor.ofFloats(new long[] {scales.length}, scales),
                        ImmutableIntArray.of(0));
        Map<String, Attribute> attributes = context.attributes();
        attributes.put("mode", Attribute.of(node.textAttribute("mode", "nearest")));
        attributes.put(
                "coordinate_transformation_mode",
                Attribute.of(node.textAttribute(
                        "coordinate_transformation_mode", context.opset() < 11 ? "asymmetric" : "half_pixel")));
        context.emit("Resize", List.of(node.inputs().get(0), "", name), attributes);
    }

    /** The runtime wants indices from the front. */
    static void scatter(NodeContext context) {
        Node node = context.node();
        long[] sizes = context.sizes(node.inputs().get(0));
        Tensor indices = context.constantInput(1).orElseThrow();
        long[] counted = indices.toLongs();
        int depth = Math.toIntExact(indices.size(-1));
        for (int i = 0; i < counted.length; i++) {
            counted[i] += counted[i] < 0 ? sizes[i % depth] : 0;
        }
        String name = context.draft().plain(node.name() + "_indices", Tensor.ofLongs(indices.sizes(), counted));
        String updates = node.inputs().get(2);
        Map<String, Attribute> attributes = context.attributes();
        attributes.put("reduction", Attribute.of(node.textAttribute("reduction", "none")));
        context.emit(
                "ScatterND",
                List.of(
                        node.inputs().get(0),
                        name,
                        context.graph().initializer(updates).isEmpty() ? updates : context.operand(updates)),
                attributes);
    }

    static void reverse(NodeContext context) {
        Node node = context.node();
        Map<String, Attribute> attributes = context.attributes();
        attributes.put("batch_axis", Attribute.of(context.axis("batch_axis", 1, context.rank())));
        attributes.put("time_axis", Attribute.of(context.axis("time_axis", 0, context.rank())));
        long[] lengths = context.constantInput(1).orElseThrow().toLongs();
        context.emit("ReverseSequence", List.of(node.inputs().get(0), context.vector("lengths", lengths)), attributes);
    }

    /** DepthToSpace and SpaceToDepth. */
    static void blocks(NodeContext context) {
        Node node = context.node();
        Map<String, Attribute> attributes = context.attributes();
        attributes.put("blocksize", Attribute.of(node.intAttribute("blocksize", 1)));
        if (node.is("DepthToSpace")) {
            attributes.put("mode", Attribute.of(node.textAttribute("mode", "DCR")));
        }
        context.emit(node.opType(), data(context), attributes);
    }

    private static Map<String, Attribute> axis(NodeContext context, int axis) {
        Map<String, Attribute> attributes = context.attributes();
        attributes.put("axis", Attribute.of(axis));
        return attributes;
    }

    private static List<String> data(NodeContext context) {
        return context.node().inputs().subList(0, 1);
    }
}
