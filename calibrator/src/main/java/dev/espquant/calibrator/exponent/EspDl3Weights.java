package dev.espquant.calibrator.exponent;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.calibrator.Compatibility;
import dev.espquant.calibrator.parameter.ParameterRule;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.ConstantOperands;
import dev.espquant.quant.Exponents;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.WeightedLayer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Parameters of the constants of ESP-DL 3.x: weights of layers and {@link ConstantOperands}. Our own rule takes the exponent of smaller squared error: the smallest
 * at which nothing saturates, or one less; with {@link Compatibility#ESPRESSIF} weights follow
 * ESP-PPQ's rules. A MatMul has one exponent in every case.
 */
public final class EspDl3Weights {
    /** The exponent of a tensor, or channel, of zeros. */
    private static final int ZEROS = -15;

    private final Graph graph;
    private final Granularity granularity;
    private final Compatibility compatibility;
    private final ImmutableMap<String, BitWidth> widths;

    /** @param widths the width of every value; a node's constants have that of its output */
    public EspDl3Weights(
            Graph graph, Granularity granularity, Compatibility compatibility, ImmutableMap<String, BitWidth> widths) {
        this.graph = graph;
        this.granularity = granularity;
        this.compatibility = compatibility;
        this.widths = widths;
    }

    /** By the constant's name; {@link GraphException} if nodes of different width share one. */
    public ImmutableMap<String, QuantizationParameters> find() {
        Map<String, QuantizationParameters> found = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            BitWidth bits = widths.getOrDefault(node.output(), BitWidth.INT8);
            boolean matrices = ConstantOperands.areMatrices(node);
            Optional<WeightedLayer> layer = WeightedLayer.of(graph, node);
            if (layer.isPresent()) {
                put(found, node, layer.get().weightsName(), weights(node, layer.get(), bits));
            }
            for (String name : ConstantOperands.of(graph, node)) {
                float[] values = finite(name, graph.initializer(name).orElseThrow());
                put(
                        found,
                        node,
                        name,
                        QuantizationParameters.perTensor(
                                bits, matrices ? ofMatrix(values, bits) : wholeRange(values, bits)));
            }
        }
        return ImmutableMap.copyOf(found);
    }

    private static void put(
            Map<String, QuantizationParameters> found, Node node, String name, QuantizationParameters parameters) {
        QuantizationParameters other = found.putIfAbsent(name, parameters);
        if (other != null && !other.equals(parameters)) {
            throw GraphException.because("nodes share this constant but need other exponents or widths of it")
                    .node(node)
                    .value(name)
                    .fix("give each node a copy of the constant under a name of its own")
                    .buildUnsupported();
        }
    }

    private QuantizationParameters weights(Node node, WeightedLayer layer, BitWidth bits) {
        float[] values = finite(layer.weightsName(), layer.weights());
        if (granularity == Granularity.PER_TENSOR || node.is("MatMul")) {
            return QuantizationParameters.perTensor(bits, ofMatrix(values, bits));
        }
        float[][] channels = channels(values, layer);
        return new QuantizationParameters(
                bits,
                ImmutableIntArray.copyOf(Arrays.stream(channels)
                        .mapToInt(channel -> compatibility == Compatibility.ESPRESSIF
                                ? ParameterRule.MIN_MAX.exponent(channel, bits)
                                : exponent(channel, bits))),
                layer.channelAxis());
    }

    private static float[][] channels(float[] values, WeightedLayer layer) {
        long[] sizes = layer.weights().sizes();
        int inner = 1;
        for (int axis = layer.channelAxis() + 1; axis < sizes.length; axis++) {
            inner = Math.toIntExact(inner * sizes[axis]);
        }
        float[][] channels = new float[layer.outputChannels()][values.length / layer.outputChannels()];
        int[] filled = new int[channels.length];
        for (int i = 0; i < values.length; i++) {
            int channel = i / inner % channels.length;
            channels[channel][filled[channel]++] = values[i];
        }
        return channels;
    }

    private int ofMatrix(float[] values, BitWidth bits) {
        return compatibility == Compatibility.ESPRESSIF
                ? ParameterRule.PERCENTILE.exponent(values, bits)
                : exponent(values, bits);
    }

    /** Of the smallest exponent at which nothing saturates and the one below it: that with the smaller sum of squared errors. */
    private static int exponent(float[] values, BitWidth bits) {
        int whole = wholeRange(values, bits);
        return squaredError(values, whole - 1, bits) < squaredError(values, whole, bits) ? whole - 1 : whole;
    }

    /** The smallest exponent at which nothing saturates. */
    private static int wholeRange(float[] values, BitWidth bits) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest == 0 ? ZEROS : Exponents.ceilLog2((double) largest / bits.max());
    }

    private static double squaredError(float[] values, int exponent, BitWidth bits) {
        double sum = 0;
        for (float value : values) {
            double scaled = Math.scalb((double) value, -exponent);
            double error = scaled - bits.saturate((long) Math.rint(scaled));
            sum += error * error;
        }
        return Math.scalb(sum, 2 * exponent);
    }

    private static float[] finite(String name, Tensor tensor) {
        double[] values = tensor.toDoubles();
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
            if (!Float.isFinite(floats[i])) {
                throw GraphException.because("the constant holds " + values[i])
                        .value(name)
                        .fix("export the model again, or look why its training diverged")
                        .build();
            }
        }
        return floats;
    }
}
