package dev.espquant.benchmarks.models;

import com.google.common.collect.ImmutableMap;
import dev.espquant.benchmarks.models.Convolution.Pads;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Puts layers together to a float network as exporters write them: NCHW, any batch size, batch normalization still apart. Nodes are numbered in
 * the order in which they are added.
 */
final class NetworkBuilder {
    static final String INPUT = "image";
    static final String OUTPUT = "logits";
    private static final int OPSET = 13;

    private final String name;
    private final Shape inputShape;
    private final int inputChannels;
    private final RandomWeights weights = new RandomWeights();
    private final List<Node> nodes = new ArrayList<>();
    private final ImmutableMap.Builder<String, Tensor> constants = ImmutableMap.builder();

    /** A network over images of these sizes. */
    NetworkBuilder(String name, int channels, int rows, int columns) {
        this.name = name;
        this.inputChannels = channels;
        this.inputShape = Shape.of(
                List.of(Dimension.named("N"), Dimension.of(channels), Dimension.of(rows), Dimension.of(columns)));
    }

    Feature input() {
        return new Feature(INPUT, inputChannels, false);
    }

    /** Convolution and batch normalization. */
    Feature convolution(Feature x, Convolution form) {
        int depth = form.depthwise() ? 1 : x.channels();
        String filter = constant(
                "filter",
                weights.uniform(
                        depth * form.rows() * form.columns(),
                        x.rectified(),
                        form.outputs(),
                        depth,
                        form.rows(),
                        form.columns()));
        Pads pads = form.pads();
        Map<String, Attribute> attributes = ImmutableMap.of(
                "group", Attribute.of(form.depthwise() ? x.channels() : 1L),
                "kernel_shape", Attribute.ofInts(form.rows(), form.columns()),
                "pads", Attribute.ofInts(pads.above(), pads.left(), pads.below(), pads.right()),
                "strides", Attribute.ofInts(form.stride(), form.stride()));
        Feature sums = new Feature(add("Conv", attributes, x.name(), filter), form.outputs(), false);
        return normalization(sums);
    }

    private Feature normalization(Feature x) {
        int channels = x.channels();
        String y = add(
                "BatchNormalization",
                Map.of(),
                x.name(),
                constant("scale", weights.between(0.75f, 1.25f, channels)),
                constant("shift", weights.between(-0.25f, 0.25f, channels)),
                constant("mean", weights.between(-0.25f, 0.25f, channels)),
                constant("variance", weights.between(0.75f, 1.25f, channels)));
        return new Feature(y, channels, false);
    }

    Feature relu(Feature x) {
        return new Feature(add("Relu", Map.of(), x.name()), x.channels(), true);
    }

    /** The activation that ends at 6, as PyTorch exports it. */
    Feature relu6(Feature x) {
        String zero = constant("zero", Tensor.ofFloats(new long[0], 0));
        String six = constant("six", Tensor.ofFloats(new long[0], 6));
        return new Feature(add("Clip", Map.of(), x.name(), zero, six), x.channels(), true);
    }

    Feature sum(Feature a, Feature b) {
        return new Feature(add("Add", Map.of(), a.name(), b.name()), a.channels(), false);
    }

    /** The mean of every channel over windows that cover the whole image, as [N, channels]. */
    Feature averagePool(Feature x, int rows, int columns) {
        String mean = add("AveragePool", ImmutableMap.of("kernel_shape", Attribute.ofInts(rows, columns)), x.name());
        return flat(x, mean);
    }

    /** The mean of every channel, as [N, channels]. */
    Feature globalAveragePool(Feature x) {
        return flat(x, add("GlobalAveragePool", Map.of(), x.name()));
    }

    private Feature flat(Feature x, String mean) {
        return new Feature(add("Flatten", Map.of(), mean), x.channels(), x.rectified());
    }

    /** A fully connected layer with bias, the end of the network. */
    Model classifier(Feature x, int classes) {
        String matrix = constant("matrix", weights.uniform(x.channels(), x.rectified(), classes, x.channels()));
        String bias = constant("bias", weights.between(-0.25f, 0.25f, classes));
        nodes.add(Node.of(
                "Gemm_" + nodes.size(),
                "Gemm",
                List.of(x.name(), matrix, bias),
                List.of(OUTPUT),
                Map.of("transB", Attribute.of(1))));
        Shape logits = Shape.of(List.of(Dimension.named("N"), Dimension.of(classes)));
        return Model.of(
                Graph.builder(name)
                        .inputs(List.of(ValueInfo.of(INPUT, DataType.FLOAT, inputShape)))
                        .outputs(List.of(ValueInfo.of(OUTPUT, DataType.FLOAT, logits)))
                        .initializers(constants.buildOrThrow())
                        .nodes(nodes)
                        .build(),
                OPSET);
    }

    private String constant(String role, Tensor tensor) {
        String constant = role + "_" + nodes.size();
        constants.put(constant, tensor);
        return constant;
    }

    private String add(String operator, Map<String, Attribute> attributes, String... inputs) {
        String node = operator + "_" + nodes.size();
        nodes.add(Node.of(node, operator, List.of(inputs), List.of(node + "_out"), attributes));
        return node + "_out";
    }
}
