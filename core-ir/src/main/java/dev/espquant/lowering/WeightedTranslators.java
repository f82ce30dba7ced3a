package dev.espquant.lowering;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.QuantizedTensor;
import dev.espquant.quant.WeightedLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Layers with constant weights. Filters are handed on as the model has them, output channels first ({@code [N, C, ...]}; a MatMul's
 * {@code [..., C, N]}), for {@link PackFilters}; biases as floats for {@link QuantizeBiases}.
 */
final class WeightedTranslators {
    static final String ACTIVATION = "activation";
    static final String LINEAR = "Linear";

    private WeightedTranslators() {}

    static void convolution(NodeContext context) {
        Node node = context.node();
        WeightedLayer layer = layer(context);
        QuantizedTensor weights = context.quantizedConstant(layer.weightsName());
        long[] kernel = spatial(weights.integers().sizes());
        SlidingWindow window = SlidingWindow.of(
                node, kernel, spatial(context.sizes(node.inputs().get(0))));
        emitConvolution(context, weights, window, node.intAttribute("group", 1));
    }

    /** A BatchNormalization that nothing absorbed: a depthwise convolution with windows of one element. */
    static void batchNormalization(NodeContext context) {
        QuantizedTensor scales = context.quantizedConstant(layer(context).weightsName());
        int spatialAxes = context.rank() - 2;
        long channels = scales.integers().size(0);
        long[] sizes = new long[context.rank()];
        Arrays.fill(sizes, 1);
        sizes[0] = channels;
        ImmutableLongArray ones = ImmutableLongArray.copyOf(Arrays.copyOf(ones(spatialAxes), spatialAxes));
        SlidingWindow window =
                new SlidingWindow(ones, ImmutableLongArray.copyOf(new long[2 * spatialAxes]), ones, ones);
        emitConvolution(
                context, new QuantizedTensor(scales.integers().reshaped(sizes), scales.parameters()), window, channels);
    }

    private static long[] ones(int count) {
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static void emitConvolution(
            NodeContext context, QuantizedTensor weights, SlidingWindow window, long group) {
        Map<String, Attribute> attributes = context.attributes();
        window.putInto(attributes);
        attributes.put("dilations", new Attribute.OfInts(window.dilations()));
        attributes.put("group", Attribute.of(group));
        attributes.put(ACTIVATION, Attribute.of(LINEAR));
        context.emit("Conv", inputs(context, weights), attributes);
    }

    static void gemm(NodeContext context) {
        WeightedLayer layer = layer(context);
        QuantizedTensor weights = context.quantizedConstant(layer.weightsName());
        if (layer.channelAxis() == 1) {
            weights = new QuantizedTensor(
                    TensorTranspose.of(weights.integers(), Permutation.of(1, 0)), weights.parameters());
        }
        Map<String, Attribute> attributes = context.attributes();
        attributes.put(ACTIVATION, Attribute.of(LINEAR));
        attributes.put("alpha", Attribute.of(1f));
        attributes.put("beta", Attribute.of(1f));
        attributes.put("transB", Attribute.of(0));
        context.emit("Gemm", inputs(context, weights), attributes);
    }

    static void matMul(NodeContext context) {
        Node node = context.node();
        Map<String, Attribute> attributes = context.attributes();
        attributes.put(ACTIVATION, Attribute.of(LINEAR));
        List<String> inputs = context.constantInput(1).isPresent()
                ? inputs(context, context.quantizedConstant(node.inputs().get(1)))
                : node.inputs();
        context.emit("MatMul", inputs, attributes);
    }

    static List<String> inputs(NodeContext context, QuantizedTensor weights) {
        List<String> inputs = new ArrayList<>();
        inputs.add(context.node().inputs().get(0));
        WeightedLayer layer = layer(context);
        inputs.add(context.draft()
                .constant(
                        layer.weightsName(),
                        weights.integers(),
                        weights.parameters().exponents()));
        layer.bias().ifPresent(bias -> inputs.add(bias(context, bias)));
        return inputs;
    }

    private static String bias(NodeContext context, WeightedLayer.Bias bias) {
        Tensor values = bias.values();
        return context.draft().constant(bias.name(), values, ImmutableIntArray.of(0));
    }

    static WeightedLayer layer(NodeContext context) {
        return WeightedLayer.of(context.graph(), context.node()).orElseThrow();
    }

    static long[] spatial(long[] sizes) {
        return Arrays.copyOfRange(sizes, 2, sizes.length);
    }
}
