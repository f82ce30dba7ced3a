package dev.espquant.lowering;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.QuantizedTensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * ConvTranspose as the vendor's exporter writes it: InsertZeros spreads the input by the strides, a Conv of stride 1 with the filter turned
 * round follows. Its pads are {@code dilation * (kernel - 1) - pad}; what {@code output_padding} adds are zeros behind the spread input.
 */
final class TransposedConvolution {
    private TransposedConvolution() {}

    static void translate(NodeContext context) {
        Node node = context.node();
        QuantizedTensor weights = context.quantizedConstant(node.inputs().get(1));
        long group = node.intAttribute("group", 1);
        long[] in = WeightedTranslators.spatial(context.sizes(node.inputs().get(0)));
        long[] kernel = WeightedTranslators.spatial(weights.integers().sizes());
        SlidingWindow given = SlidingWindow.of(node, kernel, in);
        long[] spread = spread(context, given, in);
        String zeros = insertZeros(context, given, in, spread);
        Map<String, Attribute> attributes = context.attributes();
        new SlidingWindow(given.kernel(), convolutionPads(given), ones(in.length), given.dilations())
                .putInto(attributes);
        attributes.put("dilations", new Attribute.OfInts(given.dilations()));
        attributes.put("group", Attribute.of(group));
        attributes.put(WeightedTranslators.ACTIVATION, Attribute.of(WeightedTranslators.LINEAR));
        List<String> inputs = new ArrayList<>(WeightedTranslators.inputs(context, turned(weights, group)));
        inputs.set(0, zeros);
        context.emit("Conv", inputs, attributes);
    }

    /** Sizes of the input with zeros between its elements, and behind them as {@code output_padding} says. */
    private static long[] spread(NodeContext context, SlidingWindow given, long[] in) {
        long[] padding = context.node().intsAttribute("output_padding").orElse(new long[in.length]);
        long[] spread = new long[in.length];
        for (int i = 0; i < in.length; i++) {
            spread[i] = (in[i] - 1) * given.strides().get(i) + 1 + padding[i];
        }
        return spread;
    }

    private static String insertZeros(NodeContext context, SlidingWindow given, long[] in, long[] spread) {
        Node node = context.node();
        String input = node.inputs().get(0);
        String output = context.draft().freeValue(node.name() + "_zeros");
        Map<String, Attribute> attributes = context.attributes();
        attributes.put("stride", new Attribute.OfInts(given.strides()));
        attributes.put(
                "output_padding",
                Attribute.ofInts(context.node().intsAttribute("output_padding").orElse(new long[in.length])));
        long[] sizes = context.sizes(input);
        System.arraycopy(spread, 0, sizes, 2, spread.length);
        context.draft()
                .node(Node.of(
                        context.draft().freeNode(output), "InsertZeros", List.of(input), List.of(output), attributes));
        context.draft()
                .value(
                        output,
                        DraftValue.of(
                                context.bits().dataType(), context.inputExponent(), ImmutableLongArray.copyOf(sizes)));
        return output;
    }

    /** None is negative: the table of operators has it. */
    private static ImmutableLongArray convolutionPads(SlidingWindow given) {
        int axes = given.kernel().length();
        long[] pads = new long[2 * axes];
        for (int i = 0; i < 2 * axes; i++) {
            pads[i] = given.dilations().get(i % axes) * (given.kernel().get(i % axes) - 1)
                    - given.pads().get(i);
        }
        return ImmutableLongArray.copyOf(pads);
    }

    private static ImmutableLongArray ones(int count) {
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        return ImmutableLongArray.copyOf(ones);
    }

    /** {@code [C, N, ...]} becomes {@code [N, C, ...]}, and every window is reversed; a depthwise filter keeps its axes. */
    private static QuantizedTensor turned(QuantizedTensor weights, long group) {
        Tensor reversed = reversed(weights.integers());
        if (group == 1) {
            int rank = reversed.rank();
            int[] axes = new int[rank];
            for (int i = 0; i < rank; i++) {
                axes[i] = i < 2 ? 1 - i : i;
            }
            reversed = TensorTranspose.of(reversed, Permutation.of(axes));
        }
        return new QuantizedTensor(reversed, weights.parameters());
    }

    private static Tensor reversed(Tensor weights) {
        int width = weights.type().bits() / 8;
        int window = Math.toIntExact(
                Arrays.stream(WeightedTranslators.spatial(weights.sizes())).reduce(1, (a, b) -> a * b));
        ByteBuffer from = weights.bytes();
        byte[] to = new byte[from.remaining()];
        int elements = to.length / width;
        for (int i = 0; i < elements; i++) {
            int first = i / window * window;
            from.get((first + window - 1 - i % window) * width, to, i * width, width);
        }
        return Tensor.ofBytes(weights.type(), weights.sizes(), ByteBuffer.wrap(to));
    }
}
