package dev.espquant.quant;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * The real constants of a layer with weights as a chip needs them: {@code y = x * weights + bias}, with everything else that the node says
 * folded in. Calibration takes the exponents of weights and biases from these numbers, the {@link Quantizer} their integers.
 *
 * <ul>
 *   <li>Conv: weights and bias as they are. ConvTranspose, of one group or depthwise: likewise, its output channels are the second axis.
 *   <li>Gemm: weights times alpha, bias times beta; transB only decides the channel axis.
 *   <li>MatMul by a constant: the matrix, no bias.
 *   <li>BatchNormalization: {@code weights = scale / sqrt(variance + epsilon)}, {@code bias = offset - mean * weights}, one of each per channel.
 * </ul>
 *
 * @param weightsName the initializer that names the weights in tables and exports (a BatchNormalization's scale)
 * @param weights a float tensor with the initializer's sizes
 * @param channelAxis the axis of the output channels in {@code weights}
 * @param bias empty if the layer has none
 */
public record WeightedLayer(String weightsName, Tensor weights, int channelAxis, Optional<Bias> bias) {

    /**
     * A layer's biases.
     *
     * @param name the initializer that names them in tables and exports (a BatchNormalization's offset)
     * @param values a float tensor with one element per output channel, also where the model has one for all
     */
    public record Bias(String name, Tensor values) {}

    /** The constants of a node; empty if it is no layer with constant weights. */
    public static Optional<WeightedLayer> of(Graph graph, Node node) {
        if (!node.domain().isEmpty()
                || node.input(1).flatMap(graph::initializer).isEmpty()) {
            return Optional.empty();
        }
        return switch (node.opType()) {
            case "Conv" -> Optional.of(affine(graph, node, 0, 1, 1));
            case "ConvTranspose" -> Optional.of(affine(graph, node, node.intAttribute("group", 1) == 1 ? 1 : 0, 1, 1));
            case "Gemm" ->
                Optional.of(affine(
                        graph,
                        node,
                        node.intAttribute("transB", 0) == 0 ? 1 : 0,
                        node.floatAttribute("alpha", 1),
                        node.floatAttribute("beta", 1)));
            case "MatMul" -> Optional.of(affine(graph, node, 1, 1, 1));
            case "BatchNormalization" -> Optional.of(normalization(graph, node));
            default -> Optional.empty(); // any other operator has no weights, known to this version or not
        };
    }

    public int outputChannels() {
        return Math.toIntExact(weights.size(channelAxis));
    }

    private static WeightedLayer affine(Graph graph, Node node, int channelAxis, float alpha, float beta) {
        Tensor weights = constant(graph, node, 1);
        int channels = Math.toIntExact(weights.size(channelAxis));
        return new WeightedLayer(
                node.inputs().get(1),
                alpha == 1 ? asFloats(weights) : Tensor.ofFloats(weights.sizes(), scaled(floats(weights), alpha)),
                channelAxis,
                node.input(2)
                        .map(name -> bias(name, spread(scaled(floats(constant(graph, node, 2)), beta), channels))));
    }

    private static WeightedLayer normalization(Graph graph, Node node) {
        float[] scale = floats(constant(graph, node, 1));
        float[] offset = floats(constant(graph, node, 2));
        float[] mean = floats(constant(graph, node, 3));
        float[] variance = floats(constant(graph, node, 4));
        double epsilon = node.floatAttribute("epsilon", 1e-5f);
        float[] weights = new float[scale.length];
        float[] bias = new float[scale.length];
        for (int c = 0; c < scale.length; c++) {
            double factor = scale[c] / Math.sqrt(variance[c] + epsilon);
            weights[c] = (float) factor;
            bias[c] = (float) (offset[c] - mean[c] * factor);
        }
        return new WeightedLayer(
                node.inputs().get(1),
                Tensor.ofFloats(new long[] {scale.length}, weights),
                0,
                Optional.of(bias(node.inputs().get(2), bias)));
    }

    private static Bias bias(String name, float[] values) {
        return new Bias(name, Tensor.ofFloats(new long[] {values.length}, values));
    }

    private static Tensor constant(Graph graph, Node node, int input) {
        return node.input(input).flatMap(graph::initializer).orElseThrow();
    }

    private static Tensor asFloats(Tensor tensor) {
        return tensor.type() == DataType.FLOAT ? tensor : Tensor.ofFloats(tensor.sizes(), floats(tensor));
    }

    private static float[] floats(Tensor tensor) {
        double[] values = tensor.toDoubles();
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }

    private static float[] scaled(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return values;
    }

    private static float[] spread(float[] values, int channels) {
        if (values.length == channels || values.length != 1) {
            return values;
        }
        float[] result = new float[channels];
        Arrays.fill(result, values[0]);
        return result;
    }
}
